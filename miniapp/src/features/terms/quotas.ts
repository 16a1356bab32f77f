import type { Rules } from './api';

export type Quota = Rules['quotas'][number];

/** As many as an instrument carries. */
export const MOST_QUOTAS = 20;

const HOUR = 60;

const usual = {
  minutes: { day: 4 * HOUR, week: 8 * HOUR, month: 24 * HOUR, open: 8 * HOUR },
  bookings: { day: 1, week: 3, month: 10, open: 3 },
} as const;

/** A quota with a figure to begin from. */
export function freshQuota(who: Quota['who'], per: Quota['per'], of: Quota['of']): Quota {
  return { who, per, of, limit: usual[of][per] };
}

export const isSameQuota = (one: Quota, other: Quota): boolean =>
  one.who === other.who && one.per === other.per && one.of === other.of;

/** Half hours of a day, hours of a week, four hours of a month; bookings one by one. */
export function quotaStep({ per, of }: Quota): number {
  if (of === 'bookings') return 1;
  return per === 'day' ? HOUR / 2 : per === 'month' ? 4 * HOUR : HOUR;
}
