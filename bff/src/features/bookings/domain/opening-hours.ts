import chineseDays from 'chinese-days';
import type { BookingRules } from '../../instruments/index.ts';
import type { Interval } from './cells.ts';
import { atWallTime, type LocalDay, localDay, nextDay } from './local-time.ts';

const holidays = new Map<string, string | undefined>();

/**
 * The public holiday on a calendar day, by the State Council's calendar, or undefined. Make-up working
 * days at weekends follow the weekday table of the instrument: nobody is called in by a calendar.
 */
export function holidayOn(date: string): string | undefined {
  if (!holidays.has(date)) {
    const detail = chineseDays.getDayDetail(date);
    // Named holidays come as "National Day,国庆节,3"; plain weekends carry the weekday's name only.
    const [, name] = detail.name.split(',');
    holidays.set(date, detail.work ? undefined : name);
  }
  return holidays.get(date);
}

/** The hours of one calendar day as instants; none where it is closed. */
export function hoursOfDay(rules: BookingRules, day: LocalDay): Interval[] {
  if (rules.closedOnHolidays && holidayOn(day.date) !== undefined) return [];
  return rules.openingHours
    .filter(({ weekday }) => weekday === day.weekday)
    .map(({ from, to }) => ({
      startsAt: new Date(atWallTime(day, from)),
      endsAt: new Date(atWallTime(day, to)),
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
