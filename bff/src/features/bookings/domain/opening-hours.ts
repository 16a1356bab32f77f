import chineseDays from 'chinese-days';
import { DateTime } from 'luxon';
import type { BookingRules } from '../../instruments/index.ts';
import type { Interval } from './cells.ts';

/**
 * The public holiday on a calendar day, by the State Council's calendar, or undefined. Make-up working
 * days at weekends follow the weekday table of the instrument: nobody is called in by a calendar.
 */
export function holidayOn(day: string): string | undefined {
  const detail = chineseDays.getDayDetail(day);
  // Named holidays come as "National Day,国庆节,3"; plain weekends carry the weekday's name only.
  const [, name] = detail.name.split(',');
  return detail.work ? undefined : name;
}

function wallTime(day: DateTime, wall: string): DateTime {
  return day
    .startOf('day')
    .plus(
      wall === '24:00'
        ? { days: 1 }
        : { hours: Number(wall.slice(0, 2)), minutes: Number(wall.slice(3)) },
    );
}

/** The hours of one calendar day as instants; none where it is closed. */
export function hoursOfDay(rules: BookingRules, day: DateTime<true>): Interval[] {
  if (rules.closedOnHolidays && holidayOn(day.toISODate()) !== undefined) return [];
  return rules.openingHours
    .filter(({ weekday }) => weekday === day.weekday)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to }) => ({
      startsAt: wallTime(day, from).toJSDate(),
      endsAt: wallTime(day, to).toJSDate(),
    }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt);
}

export function localDay(at: Date, timeZone: string): DateTime<true> {
  const day = DateTime.fromJSDate(at, { zone: timeZone });
  if (!day.isValid) throw new Error(`no time zone ${timeZone}`);
  return day;
}

/** Open hours that touch `[from, to)`, merged where one ends as the next begins (midnight). */
export function openWindows(
  rules: BookingRules,
  timeZone: string,
  from: Date,
  to: Date,
): Interval[] {
  const windows: Interval[] = [];
  let day = localDay(from, timeZone).startOf('day');
  while (day.toMillis() < to.getTime()) {
    for (const window of hoursOfDay(rules, day)) {
      const last = windows.at(-1);
      if (last !== undefined && last.endsAt >= window.startsAt) {
        if (last.endsAt < window.endsAt) last.endsAt = window.endsAt;
      } else windows.push({ ...window });
    }
    day = day.plus({ days: 1 });
  }
  return windows.filter((window) => window.endsAt > from && window.startsAt < to);
}
