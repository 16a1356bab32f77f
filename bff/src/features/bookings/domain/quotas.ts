import type { Quota } from '../../instruments/index.ts';
import type { Interval } from './cells.ts';
import { localDay } from './local-time.ts';

/** What a booking takes of one quota; given back as it was taken. */
export interface QuotaCharge {
  key: string;
  amount: number;
  limit: number;
  quota: Quota;
}

/** Monday of the day's week, as a date. */
function weekOf(date: string, weekday: number): string {
  const monday = new Date(`${date}T00:00:00.000Z`);
  monday.setUTCDate(monday.getUTCDate() - (weekday - 1));
  return monday.toISOString().slice(0, 10);
}

function periodOf(quota: Quota, range: Interval, timeZone: string): string {
  if (quota.per === 'open') return 'open';
  const { date, weekday } = localDay(range.startsAt, timeZone);
  if (quota.per === 'day') return date;
  return quota.per === 'month' ? date.slice(0, 7) : weekOf(date, weekday);
}

/**
 * What a booking takes of each quota of its instrument. It counts whole towards the period, in the
 * unit's time zone, in which it begins; a group's quotas bind those who book on the group's money.
 * Sorted, so that two writers of the same rows wait for each other in one order.
 */
export function chargesOf(
  quotas: readonly Quota[],
  wish: { range: Interval; userId: string; groupId: string | null; timeZone: string },
): QuotaCharge[] {
  const minutes = Math.ceil((wish.range.endsAt.getTime() - wish.range.startsAt.getTime()) / 60_000);
  return quotas
    .flatMap((quota) => {
      const subject = quota.who === 'user' ? wish.userId : wish.groupId;
      if (subject === null) return [];
      const period = periodOf(quota, wish.range, wish.timeZone);
      return [
        {
          key: `${quota.who}:${subject}:${quota.per}:${period}:${quota.of}`,
          amount: quota.of === 'minutes' ? minutes : 1,
          limit: quota.limit,
          quota,
        },
      ];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}
