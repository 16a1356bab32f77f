import { offsetMinutes, toInstant, wallClock } from '../../lib/wall-clock';

export interface Month {
  year: number;
  /** 1 to 12. */
  month: number;
}

export function monthOf(at: number): Month {
  const { year, month } = wallClock(at);
  return { year, month };
}

/** The month `by` months on. */
export function monthAfter({ year, month }: Month, by: number): Month {
  const months = year * 12 + month - 1 + by;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

/** `2026-11`. */
export function monthText({ year, month }: Month): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

const startOf = ({ year, month }: Month, timeZone: string) =>
  toInstant(Date.UTC(year, month - 1, 1) - offsetMinutes(timeZone) * 60_000);

/** The instants a month lies between. */
export function rangeOf(month: Month, timeZone: string): { from: string; to: string } {
  return { from: startOf(month, timeZone), to: startOf(monthAfter(month, 1), timeZone) };
}
