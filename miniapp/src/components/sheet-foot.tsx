import { useWords } from '../lib/i18n';
import { Button } from './button';

interface SheetFootProps {
  id: string;
  /** What the action does, or what is still missing. */
  children: string;
  disabled?: boolean;
  busy: boolean;
  busyText?: string;
  /** The word for leaving it be. */
  back?: string;
  onBack: () => void;
  onSend: () => void;
}

/** The way back out of a sheet beside its one action. */
export function SheetFoot(props: SheetFootProps) {
  const { id, children, disabled, busy, busyText, back, onBack, onSend } = props;
  const { t } = useWords();
  return (
    <>
      <Button onPress={onBack}>{back ?? t('action.back')}</Button>
      <Button
        id={id}
        kind="primary"
        block
        disabled={disabled}
        busy={busy}
        busyText={busyText ?? t('action.sending')}
        onPress={onSend}
      >
        {children}
      </Button>
    </>
  );
}
