import { jwtVerify, SignJWT } from 'jose';

const keyOf = (secret: string) => new TextEncoder().encode(`${secret}:downloads`);

/** A link speaks for one file, one person and one way of showing it, for a short while. */
export interface Link {
  id: string;
  fileId: string;
  userId: string;
  isPreview: boolean;
}

export async function signLink(
  secret: string,
  { id, fileId, userId, isPreview }: Link,
  expiresAt: Date,
): Promise<string> {
  return await new SignJWT({ f: fileId, ...(isPreview ? { p: 1 } : {}) })
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(id)
    .setSubject(userId)
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
}

export async function readLink(
  secret: string,
  token: string,
  now: Date,
): Promise<Link | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      currentDate: now,
    });
    return {
      id: String(payload.jti),
      fileId: String(payload['f']),
      userId: String(payload.sub),
      isPreview: payload['p'] === 1,
    };
  } catch {
    return undefined;
  }
}
