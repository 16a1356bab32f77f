import { type Border, oddsAbove } from './borders.ts';
import type { UseState } from './readings.ts';

/** The chance of each state, lowest first; empty where nothing is known. */
export type Belief = number[];

/** How long a state usually lasts, ms: it takes evidence to leave it. */
const USUAL_STAY_MS = 7_200_000;
/** No reading alone may turn a state, in nats; two may. */
const MOST_A_READING = 4;

/** The states that some borders part, lowest first. */
export const statesOf = (borders: readonly Border[]): UseState[] => [
  ...borders.slice(0, 1).map(({ below }) => below),
  ...borders.map(({ above }) => above),
];

/** How likely a signal is in each state, in proportion to the likeliest. */
export function evidenceOf(borders: readonly Border[], signal: number): number[] {
  const logs = [0];
  let most = 0;
  for (const border of borders) {
    const log = (logs.at(-1) ?? 0) + oddsAbove(border, signal);
    logs.push(log);
    if (log > most) most = log;
  }
  return logs.map((log) => Math.exp(Math.max(-MOST_A_READING, log - most)));
}

/** The part of its time that a state is left in a while, ms; all of it after a silence. */
export const leftIn = (elapsed: number): number => 1 - Math.exp(-elapsed / USUAL_STAY_MS);

/** Bayes: what is believed after evidence that came `elapsed` ms after the last. */
export function updated(before: Belief, evidence: readonly number[], elapsed: number): Belief {
  const left = leftIn(elapsed);
  const even = 1 / evidence.length;
  const next = evidence.map((each, at) => each * ((1 - left) * (before[at] ?? even) + left * even));
  const total = next.reduce((sum, chance) => sum + chance, 0);
  return next.map((chance) => chance / total);
}
