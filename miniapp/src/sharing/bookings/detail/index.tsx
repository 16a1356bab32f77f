import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { BookingView } from '../../../features/bookings/components/booking-view';
import { useNextStep } from '../../../features/bookings/components/next-step';
import { useBooking } from '../../../features/bookings/use-bookings';
import { useWords } from '../../../lib/i18n';

export default function BookingPage() {
  const { t } = useWords();
  const query = useBooking(useRouter().params['id'] ?? '');
  const { bar, sheet } = useNextStep(query.data);
  return (
    <PageFrame title={t('page.booking')} under="bookings" narrow bottom={bar}>
      <QueryView query={query}>{(booking) => <BookingView booking={booking} />}</QueryView>
      {sheet}
    </PageFrame>
  );
}
