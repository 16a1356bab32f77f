import { createHash, createHmac, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { DAY, MINUTE, SECOND } from '../../infra/clock.ts';

/** A token is short-lived; the refresh token behind it is traded for the next one and ends with the session. */
export const TOKEN_LIFE = 30 * MINUTE;
export const SESSION_LIFE = 30 * DAY;

/** A used refresh token still gives the next one this long: the answer may have been lost on the way. */
export const REFRESH_GRACE = 60 * SECOND;

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

interface Verified {
  secret: string;
  sessionId: string;
  expiresAt: number;
}

/** A signature once found good stays good, so each is checked once: tokens come with every request. */
const verified = new Map<string, Verified>();
const MOST_VERIFIED = 10_000;

function remember(token: string, found: Verified): void {
  const oldest = verified.keys().next();
  if (verified.size >= MOST_VERIFIED && oldest.done !== true) verified.delete(oldest.value);
  verified.set(token, found);
}

/** The session a token speaks for; undefined where it is forged, altered or out of date. */
export async function readToken(
  secret: string,
  token: string,
  now: Date,
): Promise<string | undefined> {
  const known = verified.get(token);
  if (known?.secret === secret)
    return known.expiresAt > now.getTime() ? known.sessionId : undefined;
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    });
    const { sub: sessionId, exp } = payload as { sub: string; exp: number };
    remember(token, { secret, sessionId, expiresAt: exp * 1_000 });
    return sessionId;
  } catch {
    return undefined;
  }
}

export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The token after a used one: the same for everyone who sends that one, told by nobody but the server. */
export function nextRefreshToken(secret: string, used: string): string {
  return createHmac('sha256', `${secret}:refresh`).update(used).digest('base64url');
}

/** Only the hash is kept, so that a stolen table opens nothing. */
export function hashRefresh(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
