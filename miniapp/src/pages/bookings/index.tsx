import { lazy, Suspense, useState } from 'react';
import { PageFrame } from '../../components/page-frame';
import { useWide } from '../../components/use-wide';
import { MyBookings } from '../../features/bookings/components/my-bookings';
import type { Booking } from '../../features/bookings/api';
import { SignInNeeded } from '../../features/identity/components/sign-in-needed';
import { useWords } from '../../lib/i18n';
import { goTo } from '../../lib/routes';
import { useSignedIn } from '../../lib/session';

const BookingPane =
  process.env.TARO_ENV === 'h5'
    ? lazy(() => import('../../features/bookings/components/booking-pane'))
    : () => null;

export default function BookingsPage() {
  const { t } = useWords();
  const isWide = useWide();
  const isSignedIn = useSignedIn();
  const [openId, setOpenId] = useState<string | null>(null);
  const handleOpen = (booking: Booking) => {
    if (isWide) setOpenId(booking.id);
    else goTo('booking', { id: booking.id });
  };
  return (
    <PageFrame
      title={t('page.bookings')}
      tab="bookings"
      pane={
        isWide && isSignedIn && openId ? (
          <Suspense fallback={null}>
            <BookingPane id={openId} />
          </Suspense>
        ) : undefined
      }
    >
      {isSignedIn ? (
        <MyBookings chosenId={isWide ? openId : null} onOpen={handleOpen} />
      ) : (
        <SignInNeeded text={t('auth.forBookings')} />
      )}
    </PageFrame>
  );
}
