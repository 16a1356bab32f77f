import { lazy, Suspense } from 'react';
import { PageFrame } from '../../components/page-frame';
import { usePaneChoice } from '../../components/use-pane-choice';
import type { Booking } from '../../features/bookings/api';
import { AskedBookings } from '../../features/bookings/components/asked-bookings';
import { MyBookings } from '../../features/bookings/components/my-bookings';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useHasRole, useSignedIn } from '../../lib/session';

const BookingPane =
  process.env.TARO_ENV === 'h5'
    ? lazy(() => import('../../features/bookings/components/booking-pane'))
    : () => null;

function openBooking(id: string) {
  goTo('booking', { id });
}

export default function BookingsPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isResearcher = useHasRole('researcher');
  const { isWide, chosenId, choose, handleShown } = usePaneChoice(openBooking);
  const handleOpen = (booking: Booking) => {
    if (isWide) choose(booking.id);
    else openBooking(booking.id);
  };
  return (
    <PageFrame
      title={t('page.bookings')}
      tab="bookings"
      pane={
        isSignedIn && chosenId ? (
          <Suspense fallback={null}>
            <BookingPane id={chosenId} />
          </Suspense>
        ) : undefined
      }
    >
      {isSignedIn ? (
        <>
          {isResearcher ? <AskedBookings /> : null}
          <MyBookings chosenId={chosenId} onOpen={handleOpen} onShown={handleShown} />
        </>
      ) : (
        <SignInNeeded text={t('auth.forBookings')} />
      )}
    </PageFrame>
  );
}
