import { DAY, HOUR, MINUTE, SECOND, later } from '../../../infra/clock.ts';

/** Figures of the rules of the domain, "Booking". */
export const HOLD_MS = 10 * MINUTE;
/** An expired hold is reclaimed no earlier than this after its end, so that clocks may differ. */
export const RECLAIM_GRACE_MS = 5 * SECOND;
export const COOLDOWN_MS = 10 * MINUTE;
const ANSWER_WITHIN_MS = 48 * HOUR;
const ANSWER_BEFORE_START_MS = HOUR;
const CHANGE_OF_MIND_MS = 10 * MINUTE;
export const AUTO_CLOSE_MS = 7 * DAY;
export const REVIEW_MS = 90 * DAY;

/** A request is answered within 48 h, and no later than an hour before the start. */
export function answerBy(paidAt: Date, startsAt: Date): Date {
  const latest = startsAt.getTime() - ANSWER_BEFORE_START_MS;
  return new Date(Math.min(paidAt.getTime() + ANSWER_WITHIN_MS, latest));
}

/** Until when cancelling is free: the instrument's limit before the start, and always ten minutes. */
export function freeCancelUntil(paidAt: Date, startsAt: Date, freeCancelMinutes: number): Date {
  const byLimit = startsAt.getTime() - freeCancelMinutes * MINUTE;
  return new Date(Math.max(byLimit, later(paidAt, CHANGE_OF_MIND_MS).getTime()));
}
