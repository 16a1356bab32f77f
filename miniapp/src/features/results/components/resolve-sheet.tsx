import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan } from '../../../lib/money-input';
import type { Booking } from '../../bookings/api';
import { useBookingAction } from '../../bookings/use-bookings';
import { resolveDispute } from '../api';

const ways = ['reopen', 'refund', 'close'] as const;
type Way = (typeof ways)[number];

/** The administrator's decision on a dispute: mended and to be accepted again, part of it back, or as it is. */
export function ResolveSheet({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t } = useWords();
  const [way, setWay] = useState<Way>('reopen');
  const [refund, setRefund] = useState('');
  const [reason, setReason] = useState('');
  const totalFen = booking.bill?.totalFen ?? booking.quote.totalFen;
  const refundFen = way === 'refund' ? parseYuan(refund) : 0;
  const isRefundRight = refundFen !== null && refundFen <= totalFen;
  const isTyped = way !== 'refund' || (refundFen !== null && refundFen > 0 && isRefundRight);
  const send = useBookingAction(() =>
    resolveDispute(booking.id, {
      decision: way === 'reopen' ? 'reopen' : 'close',
      reason: reason.trim(),
      ...(way === 'refund' ? { billFen: totalFen - (refundFen ?? 0) } : {}),
    }),
  );
  const handleSend = () =>
    send.mutate(undefined, {
      onSuccess: () => {
        showToast(t('resolve.done'));
        onClose();
      },
    });
  const isReady = reason.trim() !== '' && isTyped;
  return (
    <Sheet
      title={t('resolve.title')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="resolve-send"
          disabled={!isReady}
          busy={send.isPending}
          onBack={onClose}
          onSend={handleSend}
        >
          {!isTyped
            ? t('resolve.amountFirst')
            : isReady
              ? t(`resolve.send.${way}`)
              : t('reason.first')}
        </SheetFoot>
      }
    >
      {booking.reason ? (
        <View className="rule-line wrap">
          {t('resolve.said', { who: booking.owner.name, reason: booking.reason })}
        </View>
      ) : null}
      {ways.map((one) => (
        <Choice key={one} id={`resolve-${one}`} chosen={way === one} onPress={() => setWay(one)}>
          <View className="grow">
            <View className="b">{t(`resolve.${one}`)}</View>
            <Text className="t12 ink-3">{t(`resolve.${one}.text`)}</Text>
          </View>
        </Choice>
      ))}
      {way === 'refund' ? (
        <>
          <Field
            id="refund"
            label={t('resolve.amount')}
            value={refund}
            max={12}
            error={refund !== '' && !isRefundRight ? t('resolve.amountWrong') : null}
            note={t('resolve.amountNote', { sum: formatMoney(totalFen) })}
            onChange={setRefund}
          />
          <Fact label={t('resolve.left')} strong>
            {formatMoney(totalFen - (isRefundRight ? refundFen : 0))}
          </Fact>
        </>
      ) : null}
      <Field
        id="resolve-reason"
        label={t('resolve.reason')}
        hint={t('resolve.reasonHint')}
        value={reason}
        max={500}
        rows
        onChange={setReason}
      />
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
