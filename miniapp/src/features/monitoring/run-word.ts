import { formatDate, formatTime } from '../../lib/formats';
import type { Reader } from '../../lib/formats';
import type { Translate } from '../../lib/i18n';
import { startOfDay } from '../../lib/wall-clock';
import type { ShownRun } from './api';

/** 13:52, or the day where that was not today. */
export function sinceWords(since: string, reader: Reader): string {
  const at = Date.parse(since);
  const isToday = startOfDay(at, reader.timeZone) === startOfDay(reader.now, reader.timeZone);
  return isToday ? formatTime(at, reader.timeZone) : formatDate(at, reader, false);
}

/** 开机, 疑似开机 where that is not sure, or since when nothing was read: in a sentence, or as short as a card needs it. */
export function runWord(
  { isSure, lastReadingAt, state }: Pick<ShownRun, 'state' | 'isSure' | 'lastReadingAt'>,
  t: Translate,
  reader: Reader,
  offline: 'run.silentSince' | 'run.offlineSince' = 'run.silentSince',
): string {
  if (state === 'offline') {
    return lastReadingAt === null
      ? t('state.offline')
      : t(offline, { time: sinceWords(lastReadingAt, reader) });
  }
  return t(isSure ? `state.${state}` : `state.likely.${state}`);
}
