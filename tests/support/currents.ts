import type { Reading } from '../../bff/src/features/monitoring/domain/readings.ts';

/** A stay at one current. */
export interface Stay {
  amperes: number;
  minutes: number;
}

/** Chance from a seed: the same each time. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** 2026-01-05 00:00 in Shanghai. */
export const MONDAY = Date.UTC(2026, 0, 4, 16);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What a clamp reads of some stays, every ten seconds from Monday on: a little noise, in steps of `step` amperes. */
export function currents(
  stays: readonly Stay[],
  {
    from = MONDAY,
    every = 10_000,
    noise = 0.02,
    step = 0.002,
    seed = 7,
  }: { from?: number; every?: number; noise?: number; step?: number; seed?: number } = {},
): Reading[] {
  const chance = chanceFrom(seed);
  const readings: Reading[] = [];
  let at = from;
  for (const { amperes, minutes } of stays) {
    for (const end = at + minutes * MINUTE; at < end; at += every) {
      const stray = (chance() + chance() + chance() - 1.5) * 2;
      const read = amperes * (1 + noise * stray) + 0.5 * step * stray;
      readings.push({ at, amperes: Math.max(0, Math.round(read / step) * step) });
    }
  }
  return readings;
}

/** Days of an instrument that is off at night, waits at noon and works morning and afternoon. */
export const week = (
  { off = 0, standby = 0.12, on = 1.5 }: { off?: number; standby?: number; on?: number } = {},
  days = 5,
): Stay[] =>
  Array.from({ length: days }, () => [
    { amperes: off, minutes: 480 },
    { amperes: on, minutes: 240 },
    { amperes: standby, minutes: 90 },
    { amperes: on, minutes: 210 },
    { amperes: off, minutes: 420 },
  ]).flat();
