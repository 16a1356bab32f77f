import { createHash, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { MINUTE, DAY } from '../../infra/clock.ts';

/** A token is short-lived; the refresh token behind it serves once and ends with the session. */
export const TOKEN_LIFE = 30 * MINUTE;
export const SESSION_LIFE = 30 * DAY;

const keyOf = (secret: string) => new TextEncoder().encode(secret);

export async function signToken(
  secret: string,
  sessionId: string,
  issuedAt: Date,
  expiresAt: Date,
): Promise<string> {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(sessionId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
}

/** The session a token speaks for; undefined where it is forged, altered or out of date. */
export async function readToken(
  secret: string,
  token: string,
  now: Date,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      currentDate: now,
    });
    return payload.sub;
  } catch {
    return undefined;
  }
}

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Only the hash is kept, so that a stolen table opens nothing. */
export function hashRefresh(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
