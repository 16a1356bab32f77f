import { DateTime } from 'luxon';
import { DAY, later } from '../../../infra/clock.ts';
import { CELL_MS, cellsOf, type Interval, listCells } from './cells.ts';

/** When stations are to be taken out of use. */
export interface BlockTimes {
  startsAt: string;
  endsAt: string;
  /** Repeats on the same weekday and wall-clock time, this many weeks in all. */
  weeks: number;
}

/** Of one call: a year of whole days on one station, or a week on fifty. */
const MOST_CELLS = 36_000;
/** Instants end there, see the contract. */
const END_OF_CALENDAR = new Date('2100-01-01T00:00:00.000Z');

const isOnCells = (at: Date) => at.getTime() % CELL_MS === 0;

/** Blocks begin in the present cell or later, lie on whole cells, and are not boundless. */
export function judgeBlock(
  times: BlockTimes,
  stations: number,
  now: Date,
): 'ok' | 'not_on_cells' | 'too_much' {
  const [startsAt, endsAt] = [new Date(times.startsAt), new Date(times.endsAt)];
  const isPast = startsAt.getTime() + CELL_MS <= now.getTime();
  if (!isOnCells(startsAt) || !isOnCells(endsAt) || isPast) return 'not_on_cells';
  const cells = listCells(cellsOf({ startsAt, endsAt })).length * stations * times.weeks;
  const lastEndsAt = later(endsAt, (times.weeks - 1) * 7 * DAY);
  return cells > MOST_CELLS || lastEndsAt >= END_OF_CALENDAR ? 'too_much' : 'ok';
}

/**
 * The occurrences, by the wall clock of the unit: an hour stays the hour when clocks change. One that
 * falls whole into the hour that a clock change skips does not happen.
 */
export function occurrencesOf(times: BlockTimes, timeZone: string): Interval[] {
  const local = (at: string) => DateTime.fromISO(at, { zone: timeZone });
  return Array.from({ length: times.weeks }, (_, weeks) => ({
    startsAt: local(times.startsAt).plus({ weeks }).toJSDate(),
    endsAt: local(times.endsAt).plus({ weeks }).toJSDate(),
  })).filter(({ startsAt, endsAt }) => startsAt < endsAt);
}
