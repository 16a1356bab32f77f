import { HOUR, later, MINUTE } from '../../../infra/clock.ts';

/** About a day and a half of trying; what has not gone out by then is news to nobody. */
export const MOST_TRIES = 14;
const LONGEST_WAIT = 6 * HOUR;

/** After 1, 2, 4… minutes, six hours at most; null where it was tried often enough. */
export function nextTryAt(now: Date, tries: number): Date | null {
  if (tries >= MOST_TRIES) return null;
  return later(now, Math.min(LONGEST_WAIT, MINUTE * 2 ** (tries - 1)));
}
