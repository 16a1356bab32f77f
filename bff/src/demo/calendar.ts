import type { BookingRules } from '../features/instruments/index.ts';
import { cellsOf, type CellRange, type Interval } from '../features/bookings/domain/cells.ts';
import { openWindows } from '../features/bookings/domain/opening-hours.ts';
import { DAY, later, MINUTE } from '../infra/clock.ts';

const ZONE = 'Asia/Shanghai';

export const buffersOf = (rules: BookingRules) => ({
  beforeMinutes: rules.bufferBeforeMinutes,
  afterMinutes: rules.bufferAfterMinutes,
});

/** The next instant on a grid counted from midnight; the province's clock is whole hours from UTC. */
export function onGrid(at: Date, stepMs: number): number {
  return Math.ceil(at.getTime() / stepMs) * stepMs;
}

/** What the demo has put on each station, past and future, so that no two bookings ever meet. */
export class Calendar {
  private readonly taken = new Map<string, Set<number>>();
  private readonly hours = new Map<string, Interval[]>();
  private readonly from: Date;
  private readonly to: Date;

  constructor(now: Date, pastDays: number, futureDays: number) {
    this.from = later(now, -pastDays * DAY);
    this.to = later(now, futureDays * DAY);
  }

  /** Open stretches of some rules over the demo's whole span; many instruments share the same. */
  windows(rules: BookingRules): readonly Interval[] {
    const key = JSON.stringify([rules.openingHours, rules.closedOnHolidays]);
    const known = this.hours.get(key);
    if (known !== undefined) return known;
    const found = openWindows(rules, ZONE, this.from, this.to);
    this.hours.set(key, found);
    return found;
  }

  isFree(stationId: string, { first, end }: CellRange): boolean {
    const cells = this.taken.get(stationId);
    for (let cell = first; cells !== undefined && cell < end; cell += 1) {
      if (cells.has(cell)) return false;
    }
    return true;
  }

  take(stationId: string, { first, end }: CellRange): void {
    const cells = this.taken.get(stationId) ?? new Set<number>();
    this.taken.set(stationId, cells);
    for (let cell = first; cell < end; cell += 1) cells.add(cell);
  }

  /** The first free slot of a length that begins on the grid at or after an instant, if any. */
  slotFrom(
    stationId: string,
    rules: BookingRules,
    from: Date,
    minutes: number,
  ): Interval | undefined {
    const step = rules.gridMinutes * MINUTE;
    const length = minutes * MINUTE;
    for (const open of this.windows(rules)) {
      if (open.endsAt <= from) continue;
      let at = onGrid(from > open.startsAt ? from : open.startsAt, step);
      for (; at + length <= open.endsAt.getTime(); at += step) {
        const slot = { startsAt: new Date(at), endsAt: new Date(at + length) };
        if (this.isFree(stationId, cellsOf(slot, buffersOf(rules)))) return slot;
      }
    }
    return undefined;
  }
}
