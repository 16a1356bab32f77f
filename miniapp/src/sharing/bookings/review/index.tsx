import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { ReviewForm } from '../../../features/bookings/components/review-form';
import { useBooking } from '../../../features/bookings/use-bookings';
import { useWords } from '../../../lib/i18n';

export default function ReviewPage() {
  const { t } = useWords();
  const query = useBooking(useRouter().params['id'] ?? '');
  if (query.data) return <ReviewForm booking={query.data} />;
  return (
    <PageFrame title={t('page.review')} under="bookings" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
