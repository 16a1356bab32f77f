import { DateTime } from 'luxon';
import { DAY, MINUTE } from '../../../infra/clock.ts';
import type { RejectReason } from './rejects.ts';

/** A little below zero is the noise of nothing; what is further below is a clamp that reads wrong. */
const LEAST_AMPERES = -1;
/** No clamp reads more. */
const MOST_AMPERES = 5_000;
const AHEAD_MS = 5 * MINUTE;
/** Raw readings are kept so long; what is older has no partition any more. */
export const KEPT_MS = 30 * DAY;

/** Numbers up to here are seconds, those above milliseconds: 1e11 s is the year 5138, 1e11 ms is 1973. */
const MOST_SECONDS = 1e11;
const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/** What is wrong with a current, if anything. 0 A is a reading. */
export function faultOfAmperes(amperes: unknown): RejectReason | undefined {
  if (typeof amperes !== 'number' || Number.isNaN(amperes)) return 'not_a_number';
  if (amperes < LEAST_AMPERES) return 'negative';
  return amperes > MOST_AMPERES ? 'too_large' : undefined;
}

/**
 * An instant as devices tell it: ISO 8601, or seconds or milliseconds since 1970.
 * @param zone of a time that names none; without it such a time is not understood.
 * @returns whole ms since 1970, or undefined where it is no instant
 */
export function instantOf(told: unknown, zone?: string): number | undefined {
  if (typeof told === 'number') {
    const ms = Math.round(Math.abs(told) < MOST_SECONDS ? told * 1_000 : told);
    return Number.isSafeInteger(ms) ? ms : undefined;
  }
  if (typeof told !== 'string' || told.length > 40) return undefined;
  if (!ZONED.test(told) && zone === undefined) return undefined;
  const ms = ZONED.test(told) ? Date.parse(told) : DateTime.fromISO(told, { zone }).toMillis();
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** Whether a device's clock is too far off for its reading to be kept. */
export function faultOfClock(at: number, heardAt: number): RejectReason | undefined {
  if (at > heardAt + AHEAD_MS) return 'clock_ahead';
  return at < heardAt - KEPT_MS ? 'clock_behind' : undefined;
}
