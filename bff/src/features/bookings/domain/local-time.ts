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

/** The instant of a wall-clock time on a day; `24:00` is its end. */
export function atWallTime(day: LocalDay, wall: string): number {
  if (wall === '24:00') return day.endMs;
  const minutes = Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
  if (day.endMs - day.startMs === DAY_MS) return day.startMs + minutes * MINUTE_MS;
  // The day on which clocks change.
  return DateTime.fromISO(`${day.date}T${wall}`, { zone: day.timeZone }).toMillis();
}

/** What the wall clock shows, as `14:30`. */
export function wallTime(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('HH:mm');
}
