import type { Booking } from './api';

export const groups = ['needsYou', 'running', 'done', 'cancelled'] as const;
export type Group = (typeof groups)[number];

/** How the API calls each tab. */
export const groupNames = {
  needsYou: 'needs_you',
  running: 'running',
  done: 'done',
  cancelled: 'cancelled',
} as const;

interface Arranged {
  today: Booking[];
  waiting: Booking[];
  watching: Booking[];
}

/**
 * The first tab: today's slots on top, because missing them costs most; then what needs the owner, differences
 * due among it, the soonest deadline first; then what only needs an eye on the time.
 */
export function arrange(
  waiting: Booking[],
  running: Booking[],
  isToday: (at: number) => boolean,
): Arranged {
  const deadline = (booking: Booking) =>
    Date.parse(
      booking.holdExpiresAt ?? booking.autoCloseAt ?? booking.reviewUntil ?? booking.createdAt,
    );
  const start = (booking: Booking) => (booking.startsAt ? Date.parse(booking.startsAt) : Infinity);
  const isTodays = (booking: Booking) =>
    (booking.state === 'confirmed' || booking.state === 'in_use') &&
    booking.startsAt !== null &&
    isToday(start(booking));
  const today = running.filter(isTodays);
  const owing = running.filter((booking) => booking.may.includes('pay') && !isTodays(booking));
  const known = new Set(waiting.map((booking) => booking.id));
  const all = [...waiting, ...owing.filter((booking) => !known.has(booking.id))];
  const shown = new Set([...today, ...all].map((booking) => booking.id));
  return {
    today: today.sort((a, b) => start(a) - start(b)),
    waiting: all.sort((a, b) => deadline(a) - deadline(b)),
    watching: running
      .filter((booking) => !shown.has(booking.id))
      .sort((a, b) => start(a) - start(b)),
  };
}
