import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../lib/i18n';
import { canScan, scanCode } from '../lib/scan';
import { Button } from './button';
import { Field } from './field';

interface CodeFieldProps {
  label: string;
  hint?: string;
  confirm: string;
  busy: boolean;
  onCode: (code: string) => void;
}

/** A code that is scanned where there is a camera for it, or typed; a desk's scanner ends with Enter. */
export function CodeField({ label, hint = '7F3K-2M9Q', confirm, busy, onCode }: CodeFieldProps) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const handleScan = async () => {
    const read = await scanCode();
    if (read === null) return;
    setCode(read);
    onCode(read);
  };
  const handleSend = () => {
    if (code.trim()) onCode(code.trim());
  };
  return (
    <View className="column gap12">
      {canScan ? <Button onPress={() => void handleScan()}>{t('code.scan')}</Button> : null}
      <Field
        id="code"
        label={label}
        hint={hint}
        value={code}
        max={40}
        onChange={setCode}
        onConfirm={handleSend}
      />
      <View className="row">
        <Button
          id="code-send"
          kind="primary"
          block
          disabled={!code.trim()}
          busy={busy}
          busyText={t('action.sending')}
          onPress={handleSend}
        >
          {code.trim() ? confirm : t('code.first')}
        </Button>
      </View>
    </View>
  );
}
