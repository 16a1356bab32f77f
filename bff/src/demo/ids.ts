import { encodeTime } from 'ulid';
import type { Random } from './random.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FIRST = Date.UTC(2026, 0, 1);

/**
 * Ids in ULID form that are the same on every machine: their time counts up by one from a fixed day,
 * so that rows go in sorted and links into the demo outlive a reset.
 */
export function seededIds(random: Random): () => string {
  let count = 0;
  return () => {
    count += 1;
    const tail = Array.from({ length: 16 }, () => LETTERS[random.int(0, 31)]).join('');
    return encodeTime(FIRST + count, 10) + tail;
  };
}
