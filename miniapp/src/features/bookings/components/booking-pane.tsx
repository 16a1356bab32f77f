import { View } from '@tarojs/components';
import { QueryView } from '../../../components/states';
import { useBooking } from '../use-bookings';
import { BookingView } from './booking-view';
import { useNextStep } from './next-step';

/** A booking beside the list, at desktop width. Loaded on demand, hence the default export. */
export default function BookingPane({ id }: { id: string }) {
  const query = useBooking(id);
  const { bar, sheet } = useNextStep(query.data);
  return (
    <>
      <QueryView query={query}>
        {(booking) => <BookingView booking={booking} key={booking.id} />}
      </QueryView>
      {bar ? <View className="pane-bar">{bar}</View> : null}
      {sheet}
    </>
  );
}
