import { MINUTE, offsetMinutes, toInstant } from '../../lib/wall-clock';

/** A wall-clock time of a zone as an instant; null where it is none. */
export function instantOf(day: string, time: string, timeZone: string): string | null {
  const at = Date.parse(`${day}T${time}:00.000Z`);
  return Number.isNaN(at) ? null : toInstant(at - offsetMinutes(timeZone) * MINUTE);
}
