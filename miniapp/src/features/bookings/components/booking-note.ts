import { formatCountdown, formatMoment, formatWait } from '../../../lib/formats';
import { type Translate, useWords } from '../../../lib/i18n';
import { HOUR } from '../../../lib/wall-clock';
import type { Booking } from '../api';
import { useCountdown } from './hold-ruler';

/** Who has still to agree to a request. */
export function waitsForWords({ waitsFor }: Booking, t: Translate): string {
  return t(waitsFor.length === 2 ? 'waits.both' : `waits.${waitsFor[0] ?? 'crew'}`);
}

/** What stands beside the next action: how long is left, or what is waited for. */
export function useNote(booking: Booking): string {
  const { t, language, reader } = useWords();
  const zoned = { ...reader, timeZone: booking.instrument.timeZone };
  const moment = (instant: string) => formatMoment(Date.parse(instant), zoned);
  const holdLeft = useCountdown(
    booking.state === 'held' && booking.holdExpiresAt ? Date.parse(booking.holdExpiresAt) : null,
  );
  if (booking.state === 'held')
    return holdLeft ? t('note.held', { left: formatCountdown(holdLeft) }) : t('hold.over');
  if (booking.state === 'requested')
    return booking.answerBy
      ? t('note.requested', { who: waitsForWords(booking, t), time: moment(booking.answerBy) })
      : t('note.waits');
  if (booking.state === 'confirmed' && booking.startsAt) {
    const wait = Date.parse(booking.startsAt) - reader.now;
    return wait > 0 && wait < 48 * HOUR
      ? t('note.startsIn', { wait: formatWait(wait, language), room: booking.instrument.room })
      : t('note.room', { room: booking.instrument.room || t('word.none') });
  }
  if (booking.state === 'completed' && booking.autoCloseAt) {
    const time = moment(booking.autoCloseAt);
    return booking.resultsCount
      ? t('note.delivered', { count: booking.resultsCount, time })
      : t('note.noFiles', { time });
  }
  if (booking.may.includes('review') && booking.reviewUntil)
    return t('note.review', { time: moment(booking.reviewUntil) });
  if (booking.reason) return booking.reason;
  return t(`note.${booking.state}`);
}
