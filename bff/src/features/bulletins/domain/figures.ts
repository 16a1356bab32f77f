import type { Period } from './period.ts';

export const FINDINGS = ['idle', 'under_used', 'sensor_offline', 'best_used'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What a unit answers to; praise needs no answer. */
export const asksAnswer = (finding: Finding): boolean => finding !== 'best_used';

/** What the sensor of one instrument tells of a period. */
export interface Measured {
  instrumentId: string;
  unitId: string;
  classCode: string;
  /** How long it had a sensor. */
  sensorSeconds: number;
  onSeconds: number;
  standbySeconds: number;
  offSeconds: number;
  /** On for users from outside of its unit. */
  outsideSeconds: number;
  /** The last 60 days of the period, which may begin before it. */
  last60: { readSeconds: number; onSeconds: number };
}

export interface Sums {
  instruments: number;
  readEnough: number;
  sensorSeconds: number;
  onSeconds: number;
  standbySeconds: number;
  offSeconds: number;
  outsideSeconds: number;
  findings: Record<Finding, number>;
}

const FULL_YEAR_HOURS = 1_600;
/** Of general instruments; the catalogue does not tell special ones (800 h) apart, so all are taken as general. */
const RATED_YEAR_HOURS = 1_400;

export const noSums = (): Sums => ({
  instruments: 0,
  readEnough: 0,
  sensorSeconds: 0,
  onSeconds: 0,
  standbySeconds: 0,
  offSeconds: 0,
  outsideSeconds: 0,
  findings: { idle: 0, under_used: 0, sensor_offline: 0, best_used: 0 },
});

export function addSums(one: Sums, other: Sums): Sums {
  const findings = { ...one.findings };
  for (const finding of FINDINGS) findings[finding] += other.findings[finding];
  return {
    instruments: one.instruments + other.instruments,
    readEnough: one.readEnough + other.readEnough,
    sensorSeconds: one.sensorSeconds + other.sensorSeconds,
    onSeconds: one.onSeconds + other.onSeconds,
    standbySeconds: one.standbySeconds + other.standbySeconds,
    offSeconds: one.offSeconds + other.offSeconds,
    outsideSeconds: one.outsideSeconds + other.outsideSeconds,
    findings,
  };
}

type Times = Pick<
  Measured,
  'sensorSeconds' | 'onSeconds' | 'standbySeconds' | 'offSeconds' | 'outsideSeconds'
>;

export const readSeconds = (times: Times): number =>
  times.onSeconds + times.standbySeconds + times.offSeconds;

/** Read time over the time with a sensor; null where there was none. */
export const coverageOf = (times: Times): number | null =>
  times.sensorSeconds === 0 ? null : Math.min(1, readSeconds(times) / times.sensorSeconds);

export interface Rates {
  coverage: number | null;
  effectiveHours: number;
  /** Effective hours over the period's part of 1,600 a year (the national survey's formula). */
  utilisation: number | null;
  /** Effective hours over the period's part of the rated 1,400 a year. */
  ratedShare: number | null;
  outsideHours: number;
  /** External over effective hours; null where nothing was on. */
  sharing: number | null;
}

/** The figures of `count` instruments together. */
export function ratesOf(
  times: Times,
  count: number,
  { days, yearDays }: Pick<Period, 'days' | 'yearDays'>,
): Rates {
  const hours = times.onSeconds / 3600;
  const part = (days / yearDays) * count;
  return {
    coverage: coverageOf(times),
    effectiveHours: hours,
    utilisation: part === 0 ? null : hours / (FULL_YEAR_HOURS * part),
    ratedShare: part === 0 ? null : hours / (RATED_YEAR_HOURS * part),
    outsideHours: times.outsideSeconds / 3600,
    sharing: times.onSeconds === 0 ? null : times.outsideSeconds / times.onSeconds,
  };
}
