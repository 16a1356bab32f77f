import { MINUTE } from '../../../infra/clock.ts';

/** Means are kept for two years, whole months of them. */
const KEPT_MONTHS = 24;
const AHEAD_MONTHS = 2;

/** The first minute of a UTC month so many months from that of an instant (ms), counted from 1970. */
function monthEdge(now: number, months: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / MINUTE;
}

/** Ends of the months that are missing above `highest`, in minutes from 1970: up to two months ahead. */
export function missingMonths(highest: number, now: number): number[] {
  const ends: number[] = [];
  for (let months = -1; months <= AHEAD_MONTHS + 1; months += 1) {
    const end = monthEdge(now, months);
    if (end > highest) ends.push(end);
  }
  return ends;
}

/** Ends of the months that hold only what is no longer kept. */
export const outdatedMonths = (ends: readonly number[], now: number): number[] =>
  ends.filter((end) => end <= monthEdge(now, -KEPT_MONTHS));

/** `p202611` holds that month. */
export const monthName = (end: number): string =>
  `p${new Date((end - 1) * MINUTE).toISOString().slice(0, 7).replace('-', '')}`;
