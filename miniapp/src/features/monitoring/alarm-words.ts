import { formatClockRange, formatTime, formatWait } from '../../lib/formats';
import type { Translate } from '../../lib/i18n';
import type { Language } from '../../lib/i18n/language';
import type { BoardItem, RunAlarm } from './api';
import { formatAmperes } from './curve';

/** What is amiss, in a line under an instrument's name. */
export function alarmLine({ kind, beganAt }: BoardItem['alarms'][number], t: Translate): string {
  return t(`alarm.line.${kind}`, { time: formatTime(Date.parse(beganAt)) });
}

/** The same in a word or two, for a table's cell. */
export function alarmCell(
  { kind, beganAt }: BoardItem['alarms'][number],
  now: number,
  t: Translate,
  language: Language,
): string {
  return t(`alarm.cell.${kind}`, { length: formatWait(now - Date.parse(beganAt), language) });
}

/** What is amiss and why it matters. */
export function alarmText(alarm: RunAlarm, t: Translate, language: Language): string {
  const { booking, kind, sensorCode, amperes } = alarm;
  const who = booking
    ? t('alarm.booking', {
        name: booking.ownerName,
        time: formatClockRange(Date.parse(booking.startsAt), Date.parse(booking.endsAt), language),
      })
    : '';
  const values = {
    who,
    sensor: sensorCode ?? '',
    current: amperes === null ? '' : formatAmperes(amperes),
  };
  return t(`alarm.text.${kind}`, values).trim();
}
