import { monotonicFactory } from 'ulid';

/** New ids sort by the time they were made, which keeps inserts at the end of the index. */
export const newUlid: () => string = monotonicFactory();
