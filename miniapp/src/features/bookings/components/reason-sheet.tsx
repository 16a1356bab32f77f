import { View } from '@tarojs/components';
import { useState } from 'react';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { countCharacters } from '@dayi/shared/characters';
import { useWords } from '../../../lib/i18n';
import { useBookingAction } from '../use-bookings';

interface ReasonSheetProps {
  title: string;
  text: string;
  label: string;
  confirm: string;
  busyText: string;
  /** Most characters, as people count them. */
  most?: number;
  /** Fewest characters: a word alone helps nobody. */
  least?: number;
  onSend: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for a reason before a dispute or a refusal; the words stay while sending fails. */
export function ReasonSheet({
  title,
  text,
  label,
  confirm,
  busyText,
  most = 500,
  least = 1,
  onSend,
  onClose,
}: ReasonSheetProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const send = useBookingAction(onSend);
  const handleSend = () => send.mutate(reason.trim(), { onSuccess: onClose });
  const isEmpty = reason.trim() === '';
  const isShort = countCharacters(reason.trim()) < least;
  const isOver = countCharacters(reason.trim()) > most;
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <SheetFoot
          id="reason-confirm"
          disabled={isEmpty || isShort || isOver}
          busy={send.isPending}
          busyText={busyText}
          onBack={onClose}
          onSend={handleSend}
        >
          {isEmpty
            ? t('reason.first')
            : isShort
              ? t('reason.tooShort', { least })
              : isOver
                ? t('reason.tooLong', { most })
                : confirm}
        </SheetFoot>
      }
    >
      <View className="ink-2 rule-line">{text}</View>
      <Field
        id="reason"
        label={label}
        value={reason}
        max={most}
        count={countCharacters}
        rows
        onChange={setReason}
      />
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
