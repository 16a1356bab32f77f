import type { BookingRules } from '../../instruments/index.ts';
import { cellsOf, CELL_MS, type Interval } from './cells.ts';
import { localDay } from './local-time.ts';
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

/** The next instant on the instrument's grid, counted from local midnight. */
function ceilToGrid(at: Date, gridMinutes: number, timeZone: string): Date {
  const midnight = localDay(at, timeZone).startMs;
  const grid = gridMinutes * MINUTE_MS;
  return new Date(midnight + Math.ceil((at.getTime() - midnight) / grid) * grid);
}

/**
 * Free intervals of exactly `minutes`, on the grid, within open hours, earliest first.
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
  const found: Interval[] = [];
  const length = minutes * MINUTE_MS;
  for (const open of openWindows(rules, timeZone, span.from, span.to)) {
    const begin = open.startsAt > span.from ? open.startsAt : span.from;
    let at = ceilToGrid(begin, rules.gridMinutes, timeZone).getTime();
    for (; at + length <= open.endsAt.getTime(); at += rules.gridMinutes * MINUTE_MS) {
      if (at > span.to.getTime()) return found;
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
  const [first] = freeSlots(rules, timeZone, taken, span, rules.minMinutes, 1);
  if (first === undefined) return null;
  const [open] = openWindows(rules, timeZone, first.startsAt, first.endsAt);
  const longest = first.startsAt.getTime() + rules.maxMinutes * MINUTE_MS;
  const limit = Math.min(open?.endsAt.getTime() ?? 0, longest);
  const grid = rules.gridMinutes * MINUTE_MS;
  let end = first.endsAt.getTime();
  while (
    end + grid <= limit &&
    freeStation(rules, taken, { startsAt: first.startsAt, endsAt: new Date(end + grid) })
  ) {
    end += grid;
  }
  return { startsAt: first.startsAt, endsAt: new Date(end) };
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
