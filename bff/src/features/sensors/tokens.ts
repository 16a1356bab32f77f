import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance: nobody guesses it, so a plain hash keeps it. */
export const newDeviceKey = (): string => `dk_${randomBytes(32).toString('base64url')}`;

export const hashDeviceKey = (key: string): string =>
  createHash('sha256').update(key).digest('hex');
