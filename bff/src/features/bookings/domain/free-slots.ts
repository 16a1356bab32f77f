import type { BookingRules } from '../../instruments/index.ts';
import { cellsOf, CELL_MS, type Interval } from './cells.ts';
import { ceilToGrid, isOnGrid } from './local-time.ts';
import { openWindows } from './opening-hours.ts';

/** Taken cells by station; every station of the instrument has an entry. */
export type TakenCells = ReadonlyMap<string, ReadonlySet<number>>;

const buffersOf = (rules: BookingRules) => ({
  beforeMinutes: rules.bufferBeforeMinutes,
  afterMinutes: rules.bufferAfterMinutes,
});

/** The stations on which an interval with its buffers finds all cells free. */
export function freeStations(rules: BookingRules, taken: TakenCells, range: Interval): string[] {
  const { first, end } = cellsOf(range, buffersOf(rules));
  return [...taken]
    .filter(([, cells]) => {
      for (let cell = first; cell < end; cell += 1) if (cells.has(cell)) return false;
      return true;
    })
    .map(([station]) => station);
}

/** The first of them; undefined where no station is free. */
export function freeStation(
  rules: BookingRules,
  taken: TakenCells,
  range: Interval,
): string | undefined {
  return freeStations(rules, taken, range)[0];
}

const MINUTE_MS = 60_000;

/**
 * Free intervals of exactly `minutes`, on the grid, within open hours, earliest first. They begin in
 * the span and may end after it.
 * @param limit how many are wanted at most.
 */
export function freeSlots(
  rules: BookingRules,
  timeZone: string,
  taken: TakenCells,
  span: { from: Date; to: Date },
  minutes: number,
  limit: number,
): Interval[] {
  const { gridMinutes } = rules;
  const found: Interval[] = [];
  const length = minutes * MINUTE_MS;
  const lastEnd = new Date(span.to.getTime() + length);
  for (const open of openWindows(rules, timeZone, span.from, lastEnd)) {
    const begin = Math.max(open.startsAt.getTime(), span.from.getTime());
    let at = ceilToGrid(begin, gridMinutes, timeZone);
    for (; at + length <= open.endsAt.getTime(); at = ceilToGrid(at + 1, gridMinutes, timeZone)) {
      if (at > span.to.getTime()) return found;
      if (!isOnGrid(at + length, gridMinutes, timeZone)) continue;
      const slot = { startsAt: new Date(at), endsAt: new Date(at + length) };
      if (freeStation(rules, taken, slot) === undefined) continue;
      found.push(slot);
      if (found.length === limit) return found;
    }
  }
  return found;
}

/** The first free stretch long enough to book, as long as it stays free (up to the longest booking). */
export function nextFree(
  rules: BookingRules,
  timeZone: string,
  taken: TakenCells,
  span: { from: Date; to: Date },
): Interval | null {
  const { gridMinutes } = rules;
  const shortest = Math.ceil(rules.minMinutes / gridMinutes) * gridMinutes;
  const [first] = freeSlots(rules, timeZone, taken, span, shortest, 1);
  if (first === undefined) return null;
  const { startsAt } = first;
  const longest = new Date(startsAt.getTime() + rules.maxMinutes * MINUTE_MS);
  const [open] = openWindows(rules, timeZone, startsAt, longest);
  const limit = Math.min(open?.endsAt.getTime() ?? 0, longest.getTime());
  let { endsAt } = first;
  for (;;) {
    const next = new Date(ceilToGrid(endsAt.getTime() + 1, gridMinutes, timeZone));
    const isFree = freeStation(rules, taken, { startsAt, endsAt: next }) !== undefined;
    if (next.getTime() > limit || !isFree) return { startsAt, endsAt };
    endsAt = next;
  }
}

/** Runs of cells that no station has free, as intervals. */
export function busyOnAll(taken: TakenCells, from: Date, to: Date): Interval[] {
  const stations = [...taken.values()];
  const { first, end } = cellsOf({ startsAt: from, endsAt: to });
  const runs: Interval[] = [];
  for (let cell = first; cell < end; cell += 1) {
    if (!stations.every((cells) => cells.has(cell))) continue;
    const last = runs.at(-1);
    if (last?.endsAt.getTime() === cell * CELL_MS) last.endsAt = new Date((cell + 1) * CELL_MS);
    else runs.push({ startsAt: new Date(cell * CELL_MS), endsAt: new Date((cell + 1) * CELL_MS) });
  }
  return runs;
}
