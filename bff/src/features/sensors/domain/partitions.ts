import { DAY } from '../../../infra/clock.ts';
import { KEPT_MS } from './reading-values.ts';

const AHEAD_DAYS = 7;
/** A reading may wait in the queue for hours; its day stays until it cannot be among those kept. */
const SPARE_MS = DAY;

const midnight = (ms: number): number => Math.floor(ms / DAY) * DAY;

/**
 * Ends of the partitions that are missing above `highest`, ms: one a day up to a week ahead. A gap that
 * nobody wrote in becomes one partition. Days below the lowest are the lowest partition's.
 */
export function missingEnds(highest: number, now: number): number[] {
  const oldest = midnight(now - KEPT_MS - SPARE_MS);
  const ends = highest < oldest ? [oldest] : [];
  const last = midnight(now) + (AHEAD_DAYS + 1) * DAY;
  for (let end = Math.max(highest, oldest) + DAY; end <= last; end += DAY) ends.push(end);
  return ends;
}

/** Those that hold only what is no longer kept. */
export const outdatedEnds = (ends: readonly number[], now: number): number[] =>
  ends.filter((end) => end <= now - KEPT_MS - SPARE_MS);

/** `p20260301` holds that day. */
export const partitionName = (end: number): string =>
  `p${new Date(end - DAY).toISOString().slice(0, 10).replaceAll('-', '')}`;
