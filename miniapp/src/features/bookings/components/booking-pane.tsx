import { QueryView } from '../../../components/states';
import { useBooking } from '../use-bookings';
import { BookingView } from './booking-view';

/** A booking beside the list, at desktop width. Loaded on demand, hence the default export. */
export default function BookingPane({ id }: { id: string }) {
  const query = useBooking(id);
  return (
    <QueryView query={query}>
      {(booking) => <BookingView booking={booking} key={booking.id} />}
    </QueryView>
  );
}
