import chineseDays from 'chinese-days';
import type { BookingRules } from '../../instruments/index.ts';
import type { Interval } from './cells.ts';
import { atWallTime, type LocalDay, localDay, nextDay } from './local-time.ts';

interface CalendarDay {
  /** The public holiday that falls on it. */
  holiday?: string;
  /** A weekend day worked to make up for a holiday (调休). */
  isMakeUp?: boolean;
}

const days = new Map<string, CalendarDay>();

/** What the State Council's calendar says of a day. */
function calendarDay(date: string): CalendarDay {
  const known = days.get(date);
  if (known !== undefined) return known;
  const detail = chineseDays.getDayDetail(date);
  // Named days come as "National Day,国庆节,3"; plain days carry the weekday's name only.
  const [, name] = detail.name.split(',');
  const day = name === undefined ? {} : detail.work ? { isMakeUp: true } : { holiday: name };
  days.set(date, day);
  return day;
}

/** The public holiday on a calendar day, by the State Council's calendar, or undefined. */
export function holidayOn(date: string): string | undefined {
  return calendarDay(date).holiday;
}

const MONDAY = 1;
const isWeekend = (weekday: number) => weekday > 5;

/**
 * The hours of one calendar day as instants; none where it is closed. Who keeps the State Council's
 * holidays keeps its make-up working days too: a weekend day without hours of its own is then worked
 * like a Monday.
 */
export function hoursOfDay(rules: BookingRules, day: LocalDay): Interval[] {
  const { holiday, isMakeUp } = rules.closedOnHolidays ? calendarDay(day.date) : {};
  if (holiday !== undefined) return [];
  const hoursOn = (weekday: number) => rules.openingHours.filter((one) => one.weekday === weekday);
  const own = hoursOn(day.weekday);
  const hours =
    isMakeUp === true && isWeekend(day.weekday) && own.length === 0 ? hoursOn(MONDAY) : own;
  return hours
    .map(({ from, to }) => ({
      startsAt: new Date(atWallTime(day, from)),
      endsAt: new Date(atWallTime(day, to, 'last')),
    }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** Open hours that touch `[from, to)`, merged where one ends as the next begins (midnight). */
export function openWindows(
  rules: BookingRules,
  timeZone: string,
  from: Date,
  to: Date,
): Interval[] {
  const windows: Interval[] = [];
  for (let day = localDay(from, timeZone); day.startMs < to.getTime(); day = nextDay(day)) {
    for (const window of hoursOfDay(rules, day)) {
      const last = windows.at(-1);
      if (last !== undefined && last.endsAt >= window.startsAt) {
        if (last.endsAt < window.endsAt) last.endsAt = window.endsAt;
      } else windows.push(window);
    }
  }
  return windows.filter((window) => window.endsAt > from && window.startsAt < to);
}
