import { DAY, later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { findTaken, nextFree } from '../../bookings/index.ts';
import type { Instrument } from '../../instruments/index.ts';

export interface Interval {
  startsAt: Date;
  endsAt: Date;
}

/** How far ahead a list looks for a free slot. */
export function soon(now: Date): Interval {
  return { startsAt: now, endsAt: later(now, 14 * DAY) };
}

/**
 * The first free stretch of each instrument that begins within its own span and the common window, by
 * id; null where there is none. Reads the calendar of all of them in one statement.
 */
export async function nextFreeOf(
  trx: Trx,
  instruments: readonly Instrument[],
  spanOf: (instrument: Instrument) => { from: Date; to: Date },
  window: Interval,
): Promise<Map<string, Interval | null>> {
  const stations = instruments.flatMap((one) => one.stations.map(({ id }) => id));
  if (stations.length === 0) return new Map(instruments.map(({ id }) => [id, null]));
  // A day on each side: buffers reach back, and a stretch that begins in time may end later.
  const taken = await findTaken(trx, stations, {
    startsAt: later(window.startsAt, -DAY),
    endsAt: later(window.endsAt, 2 * DAY),
  });
  return new Map(
    instruments.map((one) => {
      const own = new Map(one.stations.map(({ id }) => [id, taken.get(id) ?? new Set<number>()]));
      const span = spanOf(one);
      const from = span.from > window.startsAt ? span.from : window.startsAt;
      const to = span.to < window.endsAt ? span.to : window.endsAt;
      const isBookable = one.status === 'open' && one.takesTime && from <= to;
      const slot = isBookable ? nextFree(one.rules, one.timeZone, own, { from, to }) : null;
      return [one.id, slot];
    }),
  );
}
