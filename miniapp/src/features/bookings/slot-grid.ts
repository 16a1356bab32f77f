import { DAY, HOUR, MINUTE, localDate, startOfDay, wallClock } from '../../lib/wall-clock';
import type { Calendar } from './api';

/** What one cell of the grid is, for this reader, now. */
export type SlotState = 'free' | 'chosen' | 'over' | 'mine' | 'held' | 'busy' | 'late' | 'far';

export interface Range {
  startsAt: number;
  endsAt: number;
}

export interface Slot extends Range {
  state: SlotState;
  /** When somebody's hold on it ends. */
  until: number | null;
  percentOff: number;
}

export interface SlotRow {
  hour: number;
  slots: (Slot | null)[];
}

interface OffPeak {
  from: string;
  to: string;
  percentOff: number;
}

/** The calendar in milliseconds, parsed once. */
export interface ParsedCalendar {
  open: Range[];
  busy: (Range & {
    kind: Calendar['busy'][number]['kind'];
    until: number | null;
    bookingId: string | null;
  })[];
  holidays: Map<string, string>;
  gridMs: number;
  timeZone: string;
  bookableFrom: number;
  bookableTo: number;
}

const ms = (instant: string) => Date.parse(instant);

export function parseCalendar(calendar: Calendar): ParsedCalendar {
  return {
    open: calendar.open.map((range) => ({
      startsAt: ms(range.startsAt),
      endsAt: ms(range.endsAt),
    })),
    busy: calendar.busy.map((range) => ({
      startsAt: ms(range.startsAt),
      endsAt: ms(range.endsAt),
      kind: range.kind,
      until: range.until === null ? null : ms(range.until),
      bookingId: range.bookingId,
    })),
    holidays: new Map(calendar.holidays.map((holiday) => [holiday.date, holiday.name])),
    gridMs: calendar.grid.minutes * MINUTE,
    timeZone: calendar.grid.timeZone,
    bookableFrom: ms(calendar.bookableFrom),
    bookableTo: ms(calendar.bookableTo),
  };
}

/** The calendar as a booking that is to move sees it: its own time is free to it. */
export function withoutBooking(calendar: ParsedCalendar, bookingId: string): ParsedCalendar {
  return { ...calendar, busy: calendar.busy.filter((range) => range.bookingId !== bookingId) };
}

const overlaps = (a: Range, b: Range) => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const within = (inner: Range, outer: Range) =>
  inner.startsAt >= outer.startsAt && inner.endsAt <= outer.endsAt;

const weight = { closed: 0, busy: 1, held: 2, mine: 3 } as const;

function baseState(
  calendar: ParsedCalendar,
  cell: Range,
): { state: SlotState; until: number | null } {
  const hits = calendar.busy.filter((range) => overlaps(range, cell));
  const hit = hits.sort((a, b) => weight[b.kind] - weight[a.kind])[0];
  if (hit?.kind === 'mine') return { state: 'mine', until: hit.until };
  if (hit?.kind === 'held') return { state: 'held', until: hit.until };
  if (hit) return { state: 'busy', until: null };
  if (cell.startsAt < calendar.bookableFrom) return { state: 'late', until: null };
  if (cell.endsAt > calendar.bookableTo) return { state: 'far', until: null };
  return { state: 'free', until: null };
}

/** Whether a whole range is open, bookable and free. */
export function isFree(calendar: ParsedCalendar, range: Range): boolean {
  for (let at = range.startsAt; at < range.endsAt; at += calendar.gridMs) {
    const cell = { startsAt: at, endsAt: at + calendar.gridMs };
    if (!isOpen(calendar, cell) || baseState(calendar, cell).state !== 'free') return false;
  }
  return range.endsAt > range.startsAt;
}

function isOpen(calendar: ParsedCalendar, cell: Range): boolean {
  return calendar.open.some((range) => within(cell, range));
}

/** The cells of a local day that lie in opening hours, in order. */
export function cellsOfDay(calendar: ParsedCalendar, day: number): Range[] {
  const from = startOfDay(day, calendar.timeZone);
  const cells: Range[] = [];
  for (let at = from; at < from + DAY; at += calendar.gridMs) {
    const cell = { startsAt: at, endsAt: at + calendar.gridMs };
    if (isOpen(calendar, cell)) cells.push(cell);
  }
  return cells;
}

function offPeakOf(at: number, timeZone: string, offPeak: readonly OffPeak[]): number {
  const { hour, minute } = wallClock(at, timeZone);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return (
    offPeak.find((span) =>
      span.from < span.to
        ? clock >= span.from && clock < span.to
        : clock >= span.from || clock < span.to,
    )?.percentOff ?? 0
  );
}

/** A row spans two hours, or one where the grid is 15 minutes, so that at most four cells stand side by side. */
export function rowMs(gridMs: number): number {
  return Math.max(gridMs, gridMs < 30 * MINUTE ? HOUR : 2 * HOUR);
}

interface Wished {
  chosen: Range | null;
  maxMinutes: number;
  offPeak: readonly OffPeak[];
}

/**
 * The grid of one day as rows by the clock, empty where the instrument is closed. Rows over before the
 * first bookable moment are left out, unless something of the reader's stands there.
 */
export function slotRows(
  calendar: ParsedCalendar,
  day: number,
  { chosen, maxMinutes, offPeak }: Wished,
): SlotRow[] {
  const from = startOfDay(day, calendar.timeZone);
  const span = rowMs(calendar.gridMs);
  const columns = Math.max(1, Math.round(span / calendar.gridMs));
  const rows = new Map<number, SlotRow>();
  for (const cell of cellsOfDay(calendar, day)) {
    const rowIndex = Math.floor((cell.startsAt - from) / span);
    const row = rows.get(rowIndex) ?? {
      hour: (rowIndex * span) / HOUR,
      slots: Array<Slot | null>(columns).fill(null),
    };
    rows.set(rowIndex, row);
    const base = baseState(calendar, cell);
    const isChosen = chosen !== null && overlaps(cell, chosen);
    const isOver = isChosen && cell.endsAt > chosen.startsAt + maxMinutes * MINUTE;
    // A booking that is being moved keeps its time even where nobody could choose it any more.
    const isChoosable = base.state === 'free' || base.state === 'late';
    const state = isChoosable && isChosen ? (isOver ? 'over' : 'chosen') : base.state;
    row.slots[Math.floor((cell.startsAt - from - rowIndex * span) / calendar.gridMs)] = {
      ...cell,
      state,
      until: base.until,
      percentOff: offPeakOf(cell.startsAt, calendar.timeZone, offPeak),
    };
  }
  const isOver = (row: SlotRow) =>
    row.slots.every(
      (slot) => !slot || (slot.endsAt <= calendar.bookableFrom && slot.state !== 'mine'),
    );
  return [...rows.values()].filter((row) => !isOver(row)).sort((a, b) => a.hour - b.hour);
}

export interface DayLeft {
  freeMs: number;
  why: 'free' | 'full' | 'closed' | 'late' | 'far';
  holiday: string | null;
}

/** How much of a day is left, and why nothing is. */
export function dayLeft(calendar: ParsedCalendar, day: number): DayLeft {
  const holiday = calendar.holidays.get(localDate(day, calendar.timeZone)) ?? null;
  const cells = cellsOfDay(calendar, day);
  const states = cells.map((cell) => baseState(calendar, cell).state);
  const freeMs = states.filter((state) => state === 'free').length * calendar.gridMs;
  const whyNone = () => {
    if (!cells.length) return 'closed';
    const first = states[0];
    return (first === 'late' || first === 'far') && states.every((state) => state === first)
      ? first
      : 'full';
  };
  return { freeMs, why: freeMs ? 'free' : whyNone(), holiday };
}

/** The first free range of this length from an instant on, within the calendar that was read. */
export function nextFreeRange(
  calendar: ParsedCalendar,
  from: number,
  lengthMs: number,
): Range | null {
  const days = Math.ceil((calendar.bookableTo - from) / DAY) + 1;
  for (let index = 0; index < days; index += 1) {
    for (const cell of cellsOfDay(calendar, from + index * DAY)) {
      const wish = { startsAt: cell.startsAt, endsAt: cell.startsAt + lengthMs };
      if (wish.startsAt >= from && isFree(calendar, wish)) return wish;
    }
  }
  return null;
}

/**
 * What a tap on a cell makes of the choice: the first tap begins it with the least length; a later free cell
 * draws the end there; any other begins anew.
 */
export function tapSlot(
  calendar: ParsedCalendar,
  chosen: Range | null,
  cell: Range,
  leastMs: number,
): Range {
  if (chosen && cell.startsAt >= chosen.endsAt) {
    const longer = { startsAt: chosen.startsAt, endsAt: cell.endsAt };
    if (isFree(calendar, longer)) return longer;
  }
  const cells = Math.ceil(leastMs / calendar.gridMs);
  return { startsAt: cell.startsAt, endsAt: cell.startsAt + cells * calendar.gridMs };
}
