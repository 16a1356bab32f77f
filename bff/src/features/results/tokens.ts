import { jwtVerify, SignJWT } from 'jose';

const keyOf = (secret: string) => new TextEncoder().encode(`${secret}:downloads`);

/** A link speaks for one file and one person, for a short while. */
export async function signLink(
  secret: string,
  link: { fileId: string; userId: string; expiresAt: Date },
): Promise<string> {
  return await new SignJWT({ f: link.fileId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(link.userId)
    .setExpirationTime(link.expiresAt)
    .sign(keyOf(secret));
}

export async function readLink(
  secret: string,
  token: string,
  now: Date,
): Promise<{ fileId: string; userId: string } | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      currentDate: now,
    });
    return { fileId: String(payload['f']), userId: String(payload.sub) };
  } catch {
    return undefined;
  }
}
