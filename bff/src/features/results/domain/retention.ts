import { DAY, later } from '../../../infra/clock.ts';

/** The owner hears of it so long before files are removed. */
export const NOTICE_MS = 30 * DAY;

/** Until when files of a delivery are kept: the instrument's time, or the platform's. */
export function keepUntil(from: Date, ownDays: number | null, platformDays: number): Date {
  return later(from, (ownDays ?? platformDays) * DAY);
}

export interface Kept {
  state: 'awaiting_check' | 'released' | 'sent_back' | 'withdrawn';
  keepUntil: Date;
  warnedAt: Date | null;
}

export type NextOfFiles =
  | { step: 'none' }
  | { step: 'warn'; keepUntil: Date }
  | { step: 'postpone'; keepUntil: Date }
  | { step: 'remove' };

/**
 * What time asks of a delivery's files. Nobody loses them without the notice, however late the worker
 * comes, and none go while the booking is still open. What was never released goes without a word.
 */
export function nextOfFiles(kept: Kept, isBookingOver: boolean, now: Date): NextOfFiles {
  const soonest = later(now, NOTICE_MS);
  const isDue = kept.keepUntil <= now;
  if (kept.state !== 'released') return isDue ? { step: 'remove' } : { step: 'none' };
  if (kept.warnedAt === null) {
    if (kept.keepUntil > soonest) return { step: 'none' };
    const isLate = kept.keepUntil < later(soonest, -DAY);
    return { step: 'warn', keepUntil: isLate ? soonest : kept.keepUntil };
  }
  if (!isDue) return { step: 'none' };
  return isBookingOver ? { step: 'remove' } : { step: 'postpone', keepUntil: soonest };
}
