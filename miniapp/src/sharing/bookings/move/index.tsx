import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { MoveView } from '../../../features/bookings/components/move-view';
import { useBooking } from '../../../features/bookings/use-bookings';
import { useInstrument } from '../../../features/instruments/use-instruments';
import { useWords } from '../../../lib/i18n';

export default function MovePage() {
  const { t } = useWords();
  const booking = useBooking(useRouter().params['id'] ?? '');
  const instrument = useInstrument(booking.data?.instrumentId ?? '');
  if (booking.data && instrument.data) {
    return <MoveView booking={booking.data} instrument={instrument.data} />;
  }
  return (
    <PageFrame title={t('move.title')} under="bookings" narrow>
      <QueryView query={booking}>
        {() => <QueryView query={instrument}>{() => null}</QueryView>}
      </QueryView>
    </PageFrame>
  );
}
