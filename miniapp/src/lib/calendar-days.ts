import { DAY } from './wall-clock';

/** Days as `2026-11-25`, which sort as they follow one another; no time zone touches them. */
type Day = string;

const timeOf = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`);
const dayAt = (time: number): Day => new Date(time).toISOString().slice(0, 10);

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (day: Day): number => new Date(timeOf(day)).getUTCDay() || 7;

export const addDays = (day: Day, by: number): Day => dayAt(timeOf(day) + by * DAY);

/** The same day of another month, or the last that it has. */
export function addMonths(day: Day, by: number): Day {
  const first = new Date(timeOf(`${day.slice(0, 7)}-01`));
  first.setUTCMonth(first.getUTCMonth() + by);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayAt(first.getTime() + (Math.min(Number(day.slice(8)), last) - 1) * DAY);
}

/** The nearest day that may be chosen. */
export function withinDays(day: Day, min?: Day, max?: Day): Day {
  if (min !== undefined && day < min) return min;
  return max !== undefined && day > max ? max : day;
}

/** The weeks of a day's month from Monday on; null stands for a day of another month. */
export function weeksOf(day: Day): (Day | null)[][] {
  const month = day.slice(0, 7);
  const first: Day = `${month}-01`;
  const weeks: (Day | null)[][] = [];
  for (let monday = addDays(first, 1 - weekdayOf(first)); ; monday = addDays(monday, 7)) {
    const week = [0, 1, 2, 3, 4, 5, 6].map((on) => {
      const each = addDays(monday, on);
      return each.startsWith(month) ? each : null;
    });
    if (week.every((each) => each === null)) return weeks;
    weeks.push(week);
  }
}

/** Where a key leads from a day, as in any calendar; null where it leads nowhere. */
export function dayByKey(day: Day, key: string): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, 1 - weekdayOf(day));
    case 'End':
      return addDays(day, 7 - weekdayOf(day));
    case 'PageUp':
      return addMonths(day, -1);
    case 'PageDown':
      return addMonths(day, 1);
    default:
      return null;
  }
}
