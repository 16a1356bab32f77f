import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { useBooking } from '../../../features/bookings/use-bookings';
import { DeliverForm } from '../../../features/results/components/deliver-form';
import { useWords } from '../../../lib/i18n';

export default function DeliverPage() {
  const { t } = useWords();
  const query = useBooking(useRouter().params['id'] ?? '');
  if (query.data) return <DeliverForm booking={query.data} />;
  return (
    <PageFrame title={t('page.deliver')} under="desk" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
