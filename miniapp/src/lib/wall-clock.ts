/** Wall-clock fields of an instant in a unit's own time zone. `weekday` is 1 for Monday to 7. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

// Many phones' mini-program engines ship no time-zone data; the zones China's units live in have no summer time.
const fixedOffsets: Record<string, number> = { 'Asia/Shanghai': 480, 'Asia/Urumqi': 360, UTC: 0 };

export const DEFAULT_ZONE = 'Asia/Shanghai';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Minutes that the zone is ahead of UTC. */
export function offsetMinutes(timeZone: string): number {
  return fixedOffsets[timeZone] ?? 480;
}

export function wallClock(at: number, timeZone: string = DEFAULT_ZONE): WallClock {
  const date = new Date(at + offsetMinutes(timeZone) * MINUTE);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay(),
  };
}

/** The instant at which the local day of `at` begins. */
export function startOfDay(at: number, timeZone: string = DEFAULT_ZONE): number {
  const shift = offsetMinutes(timeZone) * MINUTE;
  return Math.floor((at + shift) / DAY) * DAY - shift;
}

/** The local day as `2026-11-25`. */
export function localDate(at: number, timeZone: string = DEFAULT_ZONE): string {
  return new Date(at + offsetMinutes(timeZone) * MINUTE).toISOString().slice(0, 10);
}

export function toInstant(at: number): string {
  return new Date(at).toISOString();
}
