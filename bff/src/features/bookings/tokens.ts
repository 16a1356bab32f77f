import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no letter looks like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/**
 * A short code that stands for one thing, to be read off a screen or a label and typed: 40 bits of a keyed
 * hash, so that nobody makes up another's.
 */
function codeOf(secret: string, kind: 'booking' | 'instrument', id: string): string {
  const hash = createHmac('sha256', `${secret}:check-in`).update(`${kind}:${id}`).digest();
  return [...hash.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

export const bookingCode = (secret: string, bookingId: string) =>
  codeOf(secret, 'booking', bookingId);

export const instrumentCode = (secret: string, instrumentId: string) =>
  codeOf(secret, 'instrument', instrumentId);

/** As people type it: any case, with spaces or dashes, O for 0, I and L for 1. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

export function isSameCode(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
