import type { Deps } from '../../../deps.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  defaultPayer,
  getInstrument,
  horizonDaysFor,
  type Instrument,
  leadMinutesFor,
  userKindOf,
} from '../../instruments/index.ts';
import { findCells, findTaken, takenByStation, type TakenCell } from '../cells-repository.ts';
import { type CellRange, cellsOf, cellStart, type Interval } from '../domain/cells.ts';
import { busyOnAll, nextFree } from '../domain/free-slots.ts';
import { localDay, nextDay } from '../domain/local-time.ts';
import { holidayOn, openWindows } from '../domain/opening-hours.ts';

const LONGEST = 62 * DAY;

interface Run {
  stationId: string;
  ownerId: string;
  first: number;
  end: number;
  cell: TakenCell;
}

/** Neighbouring cells of one owner on one station, as one run. */
function runsOf(cells: readonly TakenCell[]): Run[] {
  const runs: Run[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    const isNext =
      last?.stationId === cell.stationId && last.ownerId === cell.ownerId && last.end === cell.cell;
    if (isNext) last.end += 1;
    else {
      runs.push({
        stationId: cell.stationId,
        ownerId: cell.ownerId,
        first: cell.cell,
        end: cell.cell + 1,
        cell,
      });
    }
  }
  return runs;
}

function kindOf(run: Run, actor: Actor | null, now: Date): 'busy' | 'held' | 'mine' | 'closed' {
  if (run.cell.ownerKind !== 'booking') return 'closed';
  if (actor !== null && run.cell.bookedBy === actor.userId) return 'mine';
  const isHeld = run.cell.state === 'held' && (run.cell.holdExpiresAt ?? now) >= now;
  return isHeld ? 'held' : 'busy';
}

function mayKnow(run: Run, actor: Actor | null, instrument: Instrument): boolean {
  if (actor === null || run.cell.ownerKind !== 'booking') return false;
  return may(actor, 'getBooking', {
    ownerId: run.cell.bookedBy ?? '',
    crewId: instrument.crewId,
    unitId: instrument.unitId,
  });
}

/** From when to when this reader may book: lead time and horizon applied. */
export function bookableSpan(instrument: Instrument, actor: Actor | null, now: Date) {
  const kind = userKindOf(defaultPayer(actor), instrument);
  return {
    from: later(now, leadMinutesFor(instrument.rules, kind) * MINUTE),
    to: later(now, horizonDaysFor(instrument.rules, kind) * DAY),
  };
}

/**
 * What is taken and what is open on an instrument, `[from, to)` of at most 62 days; never who booked,
 * except to those entitled.
 * @throws Problem `instrument.not_found`, `calendar.range_invalid`
 */
export async function readCalendar(
  deps: Deps,
  actor: Actor | null,
  id: string,
  from: Date,
  to: Date,
) {
  if (from >= to || to.getTime() - from.getTime() > LONGEST) {
    throw new Problem('calendar.range_invalid');
  }
  const now = deps.clock.now();
  const instrument = await getInstrument(deps.db, id);
  const { rules, timeZone } = instrument;
  const span = bookableSpan(instrument, actor, now);
  const stations = instrument.stations.map((station) => station.id);
  const isOver = (cell: TakenCell) => cell.state === 'held' && (cell.holdExpiresAt ?? now) < now;
  const read = async (range: CellRange) =>
    (await findCells(deps.db, stations, range)).filter((cell) => !isOver(cell));
  // Two readings, since the range asked for may lie years from the bookable span.
  const cells = await read(cellsOf({ startsAt: from, endsAt: to }));
  const ahead = await read(cellsOf({ startsAt: span.from, endsAt: later(span.to, DAY) }));
  const taken = takenByStation(stations, cells);
  const runs = runsOf(cells);
  const own = runs.map((run) => ({
    startsAt: cellStart(run.first).toISOString(),
    endsAt: cellStart(run.end).toISOString(),
    kind: kindOf(run, actor, now),
    stations: [run.stationId],
    until:
      kindOf(run, actor, now) === 'held' ? (run.cell.holdExpiresAt?.toISOString() ?? null) : null,
    bookingId: mayKnow(run, actor, instrument) ? run.ownerId : null,
  }));
  const shared = busyOnAll(taken, from, to).map((run) => ({
    startsAt: run.startsAt.toISOString(),
    endsAt: run.endsAt.toISOString(),
    kind: 'busy' as const,
    stations,
    until: null,
    bookingId: null,
  }));
  return {
    // With one station its runs say it all; with several, "busy" means none is free, and the reader's
    // own bookings are shown beside.
    busy: stations.length === 1 ? own : [...shared, ...own.filter(({ kind }) => kind === 'mine')],
    open: openWindows(rules, timeZone, from, to).map((open) => ({
      startsAt: (open.startsAt > from ? open.startsAt : from).toISOString(),
      endsAt: (open.endsAt < to ? open.endsAt : to).toISOString(),
    })),
    holidays: rules.closedOnHolidays ? holidaysIn(from, to, timeZone) : [],
    grid: { minutes: rules.gridMinutes, timeZone },
    bookableFrom: span.from.toISOString(),
    bookableTo: span.to.toISOString(),
    nextFree: presentInterval(
      instrument.status === 'open'
        ? nextFree(rules, timeZone, takenByStation(stations, ahead), span)
        : null,
    ),
    readAt: now.toISOString(),
  };
}

/** The next free stretch of an instrument for anybody, within its horizon; null where there is none. */
export async function findNextFree(deps: Deps, instrumentId: string): Promise<Interval | null> {
  const instrument = await getInstrument(deps.db, instrumentId);
  if (instrument.status !== 'open' || !instrument.takesTime) return null;
  const span = bookableSpan(instrument, null, deps.clock.now());
  const stations = instrument.stations.map(({ id }) => id);
  const reach = { startsAt: later(span.from, -DAY), endsAt: later(span.to, DAY) };
  const taken = await findTaken(deps.db, stations, reach);
  return nextFree(instrument.rules, instrument.timeZone, taken, span);
}

export function presentInterval(range: { startsAt: Date; endsAt: Date } | null) {
  return range === null
    ? null
    : { startsAt: range.startsAt.toISOString(), endsAt: range.endsAt.toISOString() };
}

function holidaysIn(from: Date, to: Date, timeZone: string): { date: string; name: string }[] {
  const found: { date: string; name: string }[] = [];
  for (let day = localDay(from, timeZone); day.startMs < to.getTime(); day = nextDay(day)) {
    const name = holidayOn(day.date);
    if (name !== undefined) found.push({ date: day.date, name });
  }
  return found;
}
