import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { OutsideChannel } from './domain/preferences.ts';

const CODE_DIGITS = 6;

const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest();

export const newNonce = (): string => randomBytes(16).toString('hex');

/** Six digits, made of what is kept and the server's secret: no table holds a code that would serve. */
export function codeFor(secret: string, at: { userId: string; address: string; nonce: string }) {
  const digest = mac(`${secret}:address-codes`, `${at.userId} ${at.address} ${at.nonce}`);
  return String(digest.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

export function isSameCode(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Lets whoever holds a mail leave the channel, and do nothing else. */
export function signLeave(secret: string, userId: string, channel: OutsideChannel): string {
  const said = Buffer.from(`${channel} ${userId}`).toString('base64url');
  return `${said}.${mac(`${secret}:leave`, said).toString('base64url')}`;
}

export function readLeave(
  secret: string,
  token: string,
): { userId: string; channel: OutsideChannel } | undefined {
  const [said = '', signature = ''] = token.split('.');
  const expected = mac(`${secret}:leave`, said);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const [channel, userId = ''] = Buffer.from(said, 'base64url').toString().split(' ');
  return { userId, channel: channel as OutsideChannel };
}
