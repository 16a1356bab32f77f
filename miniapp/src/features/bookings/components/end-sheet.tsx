import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Stepper } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment, formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { MINUTE, toInstant } from '../../../lib/wall-clock';
import { proposeEnd } from '../api';
import type { Booking } from '../api';
import { useBookingAction } from '../use-bookings';

const STEP_MS = 15 * MINUTE;

/** When use ended, where nobody wrote it down; the crew checks it. */
export function EndSheet({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, reader } = useWords();
  const booked = Date.parse(booking.endsAt ?? '') || reader.now;
  const begun = Date.parse(booking.actualStartsAt ?? '') || 0;
  const [at, setAt] = useState(Date.parse(booking.proposedEndAt ?? '') || booked);
  const zone = booking.instrument.timeZone;
  const send = useBookingAction(() => proposeEnd(booking.id, toInstant(at)));
  const handleSend = () =>
    send.mutate(undefined, {
      onSuccess: () => {
        showToast(t('end.sent'));
        onClose();
      },
    });
  return (
    <Sheet
      title={t('end.title')}
      onClose={onClose}
      foot={
        <Button
          id="end-confirm"
          kind="primary"
          block
          busy={send.isPending}
          busyText={t('action.sending')}
          onPress={handleSend}
        >
          {t('end.send', { time: formatMoment(at, { ...reader, timeZone: zone }) })}
        </Button>
      }
    >
      <View className="ink-2 rule-line">{t('end.text')}</View>
      <View className="line-row">
        <View className="grow">{t('end.label')}</View>
        <Stepper
          value={formatTime(at, zone)}
          lessLabel={t('end.earlier')}
          moreLabel={t('end.later')}
          onLess={at - STEP_MS > begun ? () => setAt(at - STEP_MS) : undefined}
          onMore={at + STEP_MS <= reader.now ? () => setAt(at + STEP_MS) : undefined}
        />
      </View>
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
