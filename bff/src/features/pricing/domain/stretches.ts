import { DateTime } from 'luxon';
import type { OffPeak } from './price-list.ts';

export interface Interval {
  startsAt: Date;
  endsAt: Date;
}

export interface Stretch {
  startMs: number;
  endMs: number;
  percentOff: number;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

function discountAt(offPeak: readonly OffPeak[], minuteOfDay: number): number {
  const found = offPeak.find(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return start < end
      ? minuteOfDay >= start && minuteOfDay < end
      : minuteOfDay >= start || minuteOfDay < end;
  });
  return found?.percentOff ?? 0;
}

const toMinute = (at: Date): number => Math.round(at.getTime() / MINUTE_MS) * MINUTE_MS;

/**
 * Cuts an interval where the discount changes; its ends go to the nearest minute, so that the parts sum
 * to the whole. Zones shift by whole quarters of an hour, so within one the wall clock runs evenly.
 */
export function stretches(
  range: Interval,
  offPeak: readonly OffPeak[],
  timeZone: string,
): Stretch[] {
  const [startMs, endMs] = [toMinute(range.startsAt), toMinute(range.endsAt)];
  if (startMs >= endMs) return [];
  if (offPeak.length === 0) return [{ startMs, endMs, percentOff: 0 }];
  const bounds = offPeak.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)]);
  const cuts: Stretch[] = [];
  for (let at = startMs; at < endMs;) {
    const local = DateTime.fromMillis(at, { zone: timeZone });
    const minuteOfDay = local.hour * 60 + local.minute;
    const next = bounds
      .filter((bound) => bound > minuteOfDay)
      .map((bound) => at + (bound - minuteOfDay) * MINUTE_MS)
      .reduce(
        (soonest, bound) => Math.min(soonest, bound),
        Math.min((Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS, endMs),
      );
    const percentOff = discountAt(offPeak, minuteOfDay);
    const last = cuts.at(-1);
    if (last?.percentOff === percentOff) last.endMs = next;
    else cuts.push({ startMs: at, endMs: next, percentOff });
    at = next;
  }
  return cuts;
}

export const minutesIn = ({ startMs, endMs }: Stretch): number => (endMs - startMs) / MINUTE_MS;
