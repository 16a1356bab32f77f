import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = new Uint8Array(4_096);
let used = pool.length;

/** 0 to less than 1. Bytes are drawn many at once: a call for each letter of an id costs more than the id. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] ?? 0) / 256;
}

/** New ids sort by the time they were made, which keeps inserts at the end of the index. */
export const newUlid: () => string = monotonicFactory(random);
