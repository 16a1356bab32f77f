import { Text } from '@tarojs/components';
import { useState } from 'react';
import { focusOn } from '../lib/focus';
import { formatDate } from '../lib/formats';
import { useWords } from '../lib/i18n';
import { DateSheet } from './date-sheet';
import type { DateChoice } from './date-sheet';
import { Icon } from './icon';
import { Press } from './press';

/** A day, chosen from a month in the reader's own language; a browser's picker speaks the browser's. */
export function DateField({ id, ...choice }: DateChoice & { id: string }) {
  const { reader } = useWords();
  const [isOpen, setOpen] = useState(false);
  const words = formatDate(Date.parse(choice.value), { ...reader, timeZone: 'UTC' });
  const handleClose = () => {
    setOpen(false);
    focusOn(id);
  };
  return (
    <>
      <Press
        id={id}
        className="typed-time row gap8"
        label={`${choice.label} ${words}`}
        onPress={() => setOpen(true)}
      >
        <Text>{words}</Text>
        <Icon name="calendar" size="s" className="ink-3" />
      </Press>
      {isOpen ? <DateSheet {...choice} onClose={handleClose} /> : null}
    </>
  );
}
