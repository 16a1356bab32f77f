import { DateTime } from 'luxon';

/** One calendar day of a time zone, as instants: `[startMs, endMs)`. */
export interface LocalDay {
  /** `2026-11-25` */
  date: string;
  /** ISO: 1 Monday to 7 Sunday. */
  weekday: number;
  startMs: number;
  endMs: number;
  timeZone: string;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Grids are made of these, and zones shift by them. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * Days by zone and UTC day. Zone arithmetic is most of the cost of a calendar (measured: half of a
 * list's time), and the same few weeks are asked for again and again.
 */
const known = new Map<string, Map<number, LocalDay[]>>();

function toDay(start: DateTime<true>, timeZone: string): LocalDay {
  return {
    date: start.toISODate(),
    weekday: start.weekday,
    startMs: start.toMillis(),
    endMs: start.plus({ days: 1 }).startOf('day').toMillis(),
    timeZone,
  };
}

function daysTouching(utcDay: number, timeZone: string): LocalDay[] {
  const days: LocalDay[] = [];
  const last = (utcDay + 1) * DAY_MS;
  let start = DateTime.fromMillis(utcDay * DAY_MS, { zone: timeZone });
  if (!start.isValid) throw new Error(`no time zone ${timeZone}`);
  start = start.startOf('day');
  while (start.toMillis() < last) {
    days.push(toDay(start, timeZone));
    start = start.plus({ days: 1 }).startOf('day');
  }
  return days;
}

/** The calendar day that an instant falls on. */
export function localDay(at: Date | number, timeZone: string): LocalDay {
  const ms = typeof at === 'number' ? at : at.getTime();
  let byDay = known.get(timeZone);
  if (byDay === undefined) {
    byDay = new Map();
    known.set(timeZone, byDay);
  }
  const utcDay = Math.floor(ms / DAY_MS);
  let days = byDay.get(utcDay);
  if (days === undefined) {
    days = daysTouching(utcDay, timeZone);
    byDay.set(utcDay, days);
  }
  const day = days.find(({ startMs, endMs }) => startMs <= ms && ms < endMs);
  if (day === undefined) throw new Error(`no day of ${timeZone} holds ${String(ms)}`);
  return day;
}

export function nextDay(day: LocalDay): LocalDay {
  return localDay(day.endMs, day.timeZone);
}

const isEven = (day: LocalDay) => day.endMs - day.startMs === DAY_MS;

/** Minutes that the wall clock shows since midnight. */
function minuteOfDay(ms: number, timeZone: string): number {
  const { hour, minute } = DateTime.fromMillis(ms, { zone: timeZone });
  return hour * 60 + minute;
}

/**
 * The instant of a wall-clock time on a day; `24:00` is its end. A time that clocks skip is the
 * instant of the skip; of one that comes twice it is the one asked for.
 */
export function atWallTime(day: LocalDay, wall: string, which: 'first' | 'last' = 'first'): number {
  if (wall === '24:00') return day.endMs;
  const minutes = Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
  const unshifted = day.startMs + minutes * MINUTE_MS;
  if (isEven(day)) return unshifted;
  const shifted = unshifted + day.endMs - day.startMs - DAY_MS;
  const shown = [Math.min(unshifted, shifted), Math.max(unshifted, shifted)].filter(
    (ms) => ms >= day.startMs && ms < day.endMs && minuteOfDay(ms, day.timeZone) === minutes,
  );
  const found = which === 'first' ? shown[0] : shown.at(-1);
  if (found !== undefined) return found;
  let skip = Math.max(day.startMs, Math.floor(shifted / QUARTER_MS) * QUARTER_MS);
  while (minuteOfDay(skip, day.timeZone) < minutes) skip += QUARTER_MS;
  return skip;
}

/** Whether an instant lies on a grid of wall-clock minutes that begins at midnight. */
export function isOnGrid(ms: number, gridMinutes: number, timeZone: string): boolean {
  const day = localDay(ms, timeZone);
  return isEven(day)
    ? (ms - day.startMs) % (gridMinutes * MINUTE_MS) === 0
    : ms % MINUTE_MS === 0 && minuteOfDay(ms, timeZone) % gridMinutes === 0;
}

/** The first instant on that grid that is not before the given one. */
export function ceilToGrid(ms: number, gridMinutes: number, timeZone: string): number {
  const day = localDay(ms, timeZone);
  if (isEven(day)) {
    const grid = gridMinutes * MINUTE_MS;
    return Math.min(day.startMs + Math.ceil((ms - day.startMs) / grid) * grid, day.endMs);
  }
  let at = Math.ceil(ms / QUARTER_MS) * QUARTER_MS;
  while (!isOnGrid(at, gridMinutes, timeZone)) at += QUARTER_MS;
  return at;
}

/** What the wall clock shows, as `14:30`. */
export function wallTime(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('HH:mm');
}
