import { createHash, randomBytes } from 'node:crypto';

const BYTES = 24;

/** 192 bits of chance, as a word for an address. */
export const newFeedToken = (): string => randomBytes(BYTES).toString('base64url');

/** Only this is kept, so that a stolen table opens nobody's calendar. */
export const hashFeedToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
