import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Choice, Toggle } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { finishBooking } from '../../bookings/api';
import type { Booking } from '../../bookings/api';
import { useEvidence } from '../../monitoring/use-evidence';
import { useBookingAction } from '../../bookings/use-bookings';

type Ending = 'now' | 'booked' | 'proposed' | 'sensed';

/** Ends a use: now, or where nobody wrote it down, at its booked end, or when its owner or the sensor says. */
export function FinishSheet({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, reader } = useWords();
  const [isDue, setDue] = useState(true);
  const { endsAt, proposedEndAt } = booking;
  const [ending, setEnding] = useState<Ending>(proposedEndAt ? 'proposed' : 'now');
  const evidence = useEvidence(booking);
  const isPast = endsAt !== null && Date.parse(endsAt) < reader.now;
  const times: Record<Ending, string | null> = {
    proposed: proposedEndAt,
    sensed: isPast ? (evidence.data?.proposal?.endedAt ?? null) : null,
    booked: isPast ? endsAt : null,
    now: null,
  };
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const finish = useBookingAction(() =>
    finishBooking(booking.id, { resultsDue: isDue, at: times[ending] ?? undefined }),
  );
  const handleFinish = () =>
    finish.mutate(undefined, {
      onSuccess: () => {
        showToast(t('desk.finished'));
        onClose();
      },
    });
  const endings = (['proposed', 'sensed', 'booked', 'now'] as const).filter(
    (each) => each === 'now' || times[each] !== null,
  );
  return (
    <Sheet
      title={t('desk.finish')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="finish-confirm"
          busy={finish.isPending}
          busyText={t('desk.finishing')}
          onBack={onClose}
          onSend={handleFinish}
        >
          {t(`desk.finishAt.${ending}`)}
        </SheetFoot>
      }
    >
      <View className="ink-2 rule-line">{t('desk.finishText')}</View>
      {endings.length > 1 ? (
        <View {...(process.env.TARO_ENV === 'h5' ? { role: 'radiogroup' } : {})}>
          {endings.map((each) => (
            <Choice
              key={each}
              id={`ending-${each}`}
              chosen={each === ending}
              onPress={() => setEnding(each)}
            >
              <Text className="grow">{t(`desk.ending.${each}`)}</Text>
              <Text className="amount">
                {formatMoment(Date.parse(times[each] ?? '') || reader.now, zoned)}
              </Text>
            </Choice>
          ))}
        </View>
      ) : null}
      <View className="line-row">
        <View className="grow">{t('desk.resultsDue')}</View>
        <Toggle on={isDue} label={t('desk.resultsDue')} onPress={() => setDue(!isDue)} />
      </View>
      {finish.error ? <Failure error={finish.error} onRetry={handleFinish} /> : null}
    </Sheet>
  );
}
