import { View } from '@tarojs/components';
import { useState } from 'react';
import { Field } from '../../../components/field';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoney, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { useInstrument } from '../../instruments/use-instruments';
import { ownFen, paidFen } from '../../payments/split';
import { cancelBooking } from '../api';
import type { Booking } from '../api';
import { useBookingAction } from '../use-bookings';

/** Says what a cancellation costs before it happens, then cancels. */
export function CancelSheet({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t, reader } = useWords();
  const [reason, setReason] = useState('');
  const instrument = useInstrument(booking.instrumentId);
  const isHold = booking.state === 'held';
  const cancel = useBookingAction(() =>
    cancelBooking(booking.id, reason.trim() || t('cancel.noReason')),
  );
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const freeUntil = booking.freeCancelUntil ? Date.parse(booking.freeCancelUntil) : null;
  const isFree = isHold || freeUntil === null || reader.now <= freeUntil;
  const paid = paidFen(booking.payments);
  const percent = isFree ? 0 : (instrument.data?.rules.lateCancelPercent ?? null);
  const fee = percent === null ? null : Math.round((booking.quote.totalFen * percent) / 100);
  const keptFen = fee === null ? null : Math.min(fee, ownFen(booking.payments));

  const handleCancel = () =>
    cancel.mutate(undefined, {
      onSuccess: ({ keptFen: kept }) => {
        showToast(isHold ? t('cancel.letGo') : t('cancel.done', { sum: formatMoney(paid - kept) }));
        onClose();
      },
    });
  const word = isHold
    ? t('cancel.letGoDo')
    : keptFen === null
      ? t('cancel.do')
      : t('cancel.doRefund', { sum: formatMoney(paid - keptFen) });
  return (
    <Sheet
      title={isHold ? t('cancel.letGoTitle') : t('cancel.title')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="cancel-confirm"
          busy={cancel.isPending}
          busyText={t('cancel.busy')}
          onBack={onClose}
          onSend={handleCancel}
          back={t('cancel.keep')}
        >
          {word}
        </SheetFoot>
      }
    >
      {isHold ? (
        <View className="ink-2">{t('cancel.holdText')}</View>
      ) : (
        <>
          <Fact label={t('cancel.paid')}>{formatMoney(paid)}</Fact>
          <Fact label={isFree ? t('cancel.feeFree') : t('cancel.fee', { percent: percent ?? '…' })}>
            {keptFen === null ? t('state.loading') : formatMoney(keptFen)}
          </Fact>
          <Fact label={t('cancel.back')} strong>
            {keptFen === null ? t('state.loading') : formatMoney(paid - keptFen)}
          </Fact>
          {freeUntil === null ? null : (
            <View className="t12 ink-3 rule-line">
              {t('cancel.freeUntil', { time: formatMoment(freeUntil, zoned) })}
            </View>
          )}
          <Field label={t('cancel.reason')} value={reason} max={500} rows onChange={setReason} />
        </>
      )}
      {cancel.error ? <Failure error={cancel.error} onRetry={handleCancel} /> : null}
    </Sheet>
  );
}
