import { View } from '@tarojs/components';
import { CodeField } from '../../../components/code-field';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { finishBooking, startBooking } from '../api';
import type { Booking } from '../api';
import { useBookingAction } from '../use-bookings';

interface LabelSheetProps {
  booking: Booking;
  step: 'check_in' | 'check_out';
  onClose: () => void;
}

/** Who runs an instrument alone begins and ends by the label on it. */
export function LabelSheet({ booking, step, onClose }: LabelSheetProps) {
  const { t } = useWords();
  const isBegin = step === 'check_in';
  const send = useBookingAction((code: string) =>
    isBegin
      ? startBooking(booking.id, code)
      : finishBooking(booking.id, { resultsDue: false, code }),
  );
  const handleCode = (code: string) =>
    send.mutate(code, {
      onSuccess: () => {
        showToast(t(isBegin ? 'desk.started' : 'desk.finished'));
        onClose();
      },
    });
  return (
    <Sheet title={t(isBegin ? 'code.begin' : 'code.end')} onClose={onClose}>
      <View className="ink-2 rule-line">{t(isBegin ? 'code.beginText' : 'code.endText')}</View>
      <CodeField
        label={t('code.label')}
        confirm={t(isBegin ? 'code.begin' : 'code.end')}
        busy={send.isPending}
        onCode={handleCode}
      />
      {send.error ? <Failure error={send.error} /> : null}
    </Sheet>
  );
}
