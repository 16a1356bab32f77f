import { useState } from 'react';
import { Button } from '../../../components/button';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../api';
import { CodeSheet } from './code-sheet';
import { EndSheet } from './end-sheet';
import { LabelSheet } from './label-sheet';

/** How its owner begins and ends a use: by the label, by showing a code, or afterwards in words. */
export function UseWays({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [sheet, setSheet] = useState<'code' | 'check_in' | 'check_out' | 'end' | null>(null);
  const { may } = booking;
  const atLabel = (['check_in', 'check_out'] as const).find((step) => may.includes(step));
  const close = () => setSheet(null);
  return (
    <>
      {atLabel ? (
        <Button id="check-label" kind="primary" onPress={() => setSheet(atLabel)}>
          {t(atLabel === 'check_in' ? 'code.begin' : 'code.end')}
        </Button>
      ) : null}
      {may.includes('show_code') ? (
        <Button id="show-code" onPress={() => setSheet('code')}>
          {t('code.show')}
        </Button>
      ) : null}
      {may.includes('propose_end') && booking.endMissingAt ? (
        <Button id="propose-end" onPress={() => setSheet('end')}>
          {t('end.title')}
        </Button>
      ) : null}
      {sheet === 'code' ? <CodeSheet bookingId={booking.id} onClose={close} /> : null}
      {sheet === 'end' ? <EndSheet booking={booking} onClose={close} /> : null}
      {sheet === 'check_in' || sheet === 'check_out' ? (
        <LabelSheet booking={booking} step={sheet} onClose={close} />
      ) : null}
    </>
  );
}
