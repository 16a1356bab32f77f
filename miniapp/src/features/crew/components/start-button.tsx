import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatWait } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { MINUTE } from '../../../lib/wall-clock';
import { startBooking } from '../../bookings/api';
import type { Booking } from '../../bookings/api';
import { useBookingAction } from '../../bookings/use-bookings';

/** People come a little early; a start long before its time is more likely a slip of the finger. */
const EARLY_MS = 30 * MINUTE;

/** Writes down that a use has begun; asks first where its time is still far off. */
export function StartButton({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  const errorWords = useErrorWords();
  const [isAsking, setIsAsking] = useState(false);
  const start = useBookingAction(() => startBooking(booking.id));
  const waitMs = booking.startsAt ? Date.parse(booking.startsAt) - reader.now : 0;
  const isEarly = waitMs > EARLY_MS;
  const run = () =>
    start.mutate(undefined, {
      onSuccess: () => {
        setIsAsking(false);
        showToast(t('desk.started'));
      },
      onError: (error) => showToast(errorWords(error).title, 'failed'),
    });
  return (
    <>
      <Button
        id={`start-${booking.id}`}
        kind={isEarly ? 'outline' : 'primary'}
        busy={start.isPending}
        busyText={t('desk.starting')}
        onPress={() => (isEarly ? setIsAsking(true) : run())}
      >
        {t('desk.start')}
      </Button>
      {isAsking ? (
        <Sheet
          title={t('desk.startEarly')}
          onClose={() => setIsAsking(false)}
          foot={
            <SheetFoot
              id="start-early"
              busy={start.isPending}
              busyText={t('desk.starting')}
              onBack={() => setIsAsking(false)}
              onSend={run}
            >
              {t('desk.startNow')}
            </SheetFoot>
          }
        >
          <View className="wrap">
            {t('desk.startEarlyText', {
              who: booking.owner.name,
              wait: formatWait(waitMs, reader.language),
            })}
          </View>
        </Sheet>
      ) : null}
    </>
  );
}
