/** One reading of a clip-on sensor. */
export interface Reading {
  /** When, ms since 1970 UTC. */
  at: number;
  amperes: number;
}

export const USE_STATES = ['off', 'standby', 'on'] as const;
export type UseState = (typeof USE_STATES)[number];
export type RunState = UseState | 'offline';

/** No clamp reads more; what does is a fault of the sensor, not a current. */
const MOST_AMPERES = 5000;
const SILENCE_MS = 180_000;

/** Whether a reading is one: at a whole ms, and within what a clamp can read. A little below zero is the noise of nothing. */
export const isReading = ({ at, amperes }: Reading): boolean =>
  Number.isSafeInteger(at) && amperes >= -1 && amperes <= MOST_AMPERES;

/** After how long without a reading an instrument is offline, ms, for a sensor that sends every `interval` ms. */
export const silenceOf = (interval: number): number => Math.max(3 * interval, SILENCE_MS);

/** The usual time between readings, ms: 10 s where there are too few to tell. */
export function intervalOf(readings: readonly Reading[]): number {
  const gaps: number[] = [];
  for (let at = 1; at < readings.length; at += 1) {
    const gap = (readings[at]?.at ?? 0) - (readings[at - 1]?.at ?? 0);
    if (gap > 0) gaps.push(gap);
  }
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 10_000;
}
