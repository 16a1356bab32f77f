import { DAY, HOUR, later, MINUTE, SECOND } from '../../../infra/clock.ts';
import type { Booking } from './booking.ts';

/** Figures of the rules of the domain, "Booking". */
export const HOLD_MS = 10 * MINUTE;
/** An expired hold is reclaimed no earlier than this after its end, so that clocks may differ. */
export const RECLAIM_GRACE_MS = 5 * SECOND;
export const COOLDOWN_MS = 10 * MINUTE;
const ANSWER_WITHIN_MS = 48 * HOUR;
const ANSWER_BEFORE_START_MS = HOUR;
const CHANGE_OF_MIND_MS = 10 * MINUTE;
export const NO_SHOW_MS = 30 * MINUTE;
/** Use whose end nobody has written down by then goes to the crew's problems. */
export const END_MISSING_MS = 30 * MINUTE;
/** Use begins this much before its time at most. */
const EARLY_START_MS = HOUR;
export const AUTO_CLOSE_MS = 7 * DAY;
export const REVIEW_MS = 90 * DAY;
/** No-shows within this, and how many of them bring approval for every booking. */
export const NO_SHOW_WINDOW_MS = 90 * DAY;
export const NO_SHOW_STRIKES = 3;

/**
 * A request is answered within 48 h, and no later than an hour before the start; one without machine
 * time knows only the 48 h.
 */
export function answerBy(paidAt: Date, startsAt: Date | null): Date {
  const within = later(paidAt, ANSWER_WITHIN_MS);
  if (startsAt === null) return within;
  const latest = later(startsAt, -ANSWER_BEFORE_START_MS);
  // What is asked at the last hour may be answered until the start.
  if (latest <= paidAt) return startsAt;
  return latest < within ? latest : within;
}

/** Until when cancelling is free: the instrument's limit before the start, and always ten minutes. */
export function freeCancelUntil(paidAt: Date, startsAt: Date, freeCancelMinutes: number): Date {
  const byLimit = startsAt.getTime() - freeCancelMinutes * MINUTE;
  return new Date(Math.max(byLimit, later(paidAt, CHANGE_OF_MIND_MS).getTime()));
}

export function earliestStart(startsAt: Date): Date {
  return later(startsAt, -EARLY_START_MS);
}

type Timed = Pick<
  Booking,
  'kind' | 'state' | 'holdExpiresAt' | 'answerBy' | 'startsAt' | 'autoCloseAt'
>;

/**
 * The last instant at which the booking is still what its state says; later than that, time has moved
 * it on, whether or not a job has written so. Null where time alone changes nothing.
 */
export function deadlineOf(booking: Timed): Date | null {
  switch (booking.state) {
    case 'held':
      return booking.holdExpiresAt;
    case 'requested':
      return booking.answerBy;
    case 'confirmed':
      // The lab runs samples by itself: nobody has to come.
      return booking.kind === 'sample' || booking.startsAt === null
        ? null
        : later(booking.startsAt, NO_SHOW_MS);
    case 'completed':
      return booking.autoCloseAt;
    default:
      return null;
  }
}

export function isOverdue(booking: Timed, now: Date): boolean {
  const deadline = deadlineOf(booking);
  return deadline !== null && now > deadline;
}

/** When a running booking is asked after its end; null where it has been, or never is. */
function endAskedAt({ state, endsAt, endMissingAt }: Asked): Date | null {
  if (state !== 'in_use' || endsAt === null || endMissingAt !== null) return null;
  return later(endsAt, END_MISSING_MS);
}

export function isEndMissing(booking: Asked, now: Date): boolean {
  const askedAt = endAskedAt(booking);
  return askedAt !== null && now >= askedAt;
}

type Asked = Pick<Booking, 'state' | 'endsAt' | 'endMissingAt'>;

/**
 * When the worker looks at the booking: at its deadline, holds after their grace, running ones when their
 * end should have been written down.
 */
export function dueAtOf(booking: Timed & Asked): Date | null {
  const askedAt = endAskedAt(booking);
  if (askedAt !== null) return askedAt;
  const deadline = deadlineOf(booking);
  if (deadline === null) return null;
  return later(deadline, booking.state === 'held' ? RECLAIM_GRACE_MS : 0);
}
