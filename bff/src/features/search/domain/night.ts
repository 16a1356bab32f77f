const LOCAL_OFFSET_MS = 8 * 3_600_000;
const NIGHT_AT_MS = 3.5 * 3_600_000;
const DAY_MS = 86_400_000;

/** The night an instant belongs to, counted from half past three in the morning, Asia/Shanghai. */
export const nightOf = (now: Date): number =>
  Math.floor((now.getTime() + LOCAL_OFFSET_MS - NIGHT_AT_MS) / DAY_MS);
