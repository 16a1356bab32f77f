import { createHash } from 'node:crypto';

/** A key is 256 bits of chance: nobody guesses it, so a plain hash keeps it. */
export const hashDeviceKey = (key: string): string =>
  createHash('sha256').update(key).digest('hex');
