import { coverageOf, type Finding, type Measured, readSeconds } from './figures.ts';
import type { Period } from './period.ts';

const IDLE_DAYS = 60;
const DAY_SECONDS = 86_400;
/** Of fewer, nobody knows what is little. */
const FEWEST_OF_CLASS = 5;
const READ_ENOUGH = 0.5;
const OFFLINE_OVER = 0.1;
const BEST_SHARE = 0.1;

export const IDLE_WINDOW_MS = IDLE_DAYS * DAY_SECONDS * 1000;

/** How an instrument's class is used in the province. */
export interface ClassUse {
  /** Instruments of it that were read enough. */
  count: number;
  /** Lower quartile of the part of read time that they are on. */
  quartile: number;
  /** Effective seconds from which on one is of the best tenth. */
  bestSeconds: number;
}

/** Read for half of the period: on less, nothing is called idle or under-used. */
export const isReadEnough = (one: Measured, { days }: Pick<Period, 'days'>): boolean =>
  readSeconds(one) >= READ_ENOUGH * days * DAY_SECONDS;

/** What part of the time it was read it was on: what was not read counts neither way. */
export const useShare = (one: Measured): number => {
  const read = readSeconds(one);
  return read === 0 ? 0 : one.onSeconds / read;
};

/** The value a quarter up a sorted row, between two where it falls between. */
function lowerQuartile(sorted: readonly number[]): number {
  const at = (sorted.length - 1) / 4;
  const [low = 0, high = low] = sorted.slice(Math.floor(at), Math.floor(at) + 2);
  return low + (high - low) * (at % 1);
}

/** Classes of which enough instruments were read to compare them. */
export function classesOf(
  province: readonly Measured[],
  period: Pick<Period, 'days'>,
): Map<string, ClassUse> {
  const members = new Map<string, Measured[]>();
  for (const one of province) {
    if (!isReadEnough(one, period)) continue;
    members.set(one.classCode, [...(members.get(one.classCode) ?? []), one]);
  }
  const classes = new Map<string, ClassUse>();
  for (const [code, own] of members) {
    if (own.length < FEWEST_OF_CLASS) continue;
    const shares = own.map(useShare).sort((a, b) => a - b);
    const seconds = own.map(({ onSeconds }) => onSeconds).sort((a, b) => b - a);
    const best = seconds[Math.ceil(own.length * BEST_SHARE) - 1] ?? Infinity;
    classes.set(code, {
      count: own.length,
      quartile: lowerQuartile(shares),
      bestSeconds: best,
    });
  }
  return classes;
}

/**
 * What a bulletin says of an instrument. Idle: read, and never on in the last 60 days of the period. Under-used:
 * on for less of its read time than the lower quartile of its class. Sensor offline: over a tenth of its time with a
 * sensor without readings. Best used: of the tenth of its class with most effective hours.
 */
export function findingsOf(
  one: Measured,
  use: ClassUse | undefined,
  period: Pick<Period, 'days'>,
): Finding[] {
  const found: Finding[] = [];
  const { last60 } = one;
  if (isReadEnough(one, period)) {
    const isRead60 = last60.readSeconds >= READ_ENOUGH * IDLE_DAYS * DAY_SECONDS;
    if (isRead60 && last60.onSeconds === 0) found.push('idle');
    else if (use !== undefined && useShare(one) < use.quartile) found.push('under_used');
    else if (use !== undefined && one.onSeconds > 0 && one.onSeconds >= use.bestSeconds) {
      found.push('best_used');
    }
  }
  if (1 - (coverageOf(one) ?? 1) > OFFLINE_OVER) found.push('sensor_offline');
  return found;
}

export const OUTCOMES = ['mended', 'still', 'unknown', 'unmonitored'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of what an earlier bulletin found; `unknown` where it was read too little, or too few of its class. */
export function outcomeOf(
  finding: Finding,
  now: { measured: Measured; findings: readonly Finding[]; use: ClassUse | undefined } | undefined,
  period: Pick<Period, 'days'>,
): Outcome {
  if (now === undefined) return 'unmonitored';
  const { findings, measured, use } = now;
  if (findings.includes(finding)) return 'still';
  if (finding === 'sensor_offline') return 'mended';
  if (!isReadEnough(measured, period)) return 'unknown';
  if (finding === 'idle') return 'mended';
  if (findings.includes('idle')) return 'still';
  return use === undefined ? 'unknown' : 'mended';
}
