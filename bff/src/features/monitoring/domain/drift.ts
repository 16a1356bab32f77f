/** What a sensor has come to read: amperes read = gain × amperes once learned + offset. */
export interface Drift {
  gain: number;
  /** Amperes. */
  offset: number;
  /** How unsure: variances of both, and their covariance. */
  gainVariance: number;
  offsetVariance: number;
  covariance: number;
}

/** How far clamps wander in a day: a tenth of the gain, a milliampere or two. */
const GAIN_A_DAY = 0.12;
const OFFSET_A_DAY = 0.002;
const DAY_MS = 86_400_000;
/** Stays at one level tell much the same again and again: an hour of them counts as one. */
const REPEATED = 6;
const MOST_GAIN = 2;
const MOST_OFFSET_A = 0.02;

export const noDrift = (): Drift => ({
  gain: 1,
  offset: 0,
  gainVariance: 0.0004,
  offsetVariance: 1e-7,
  covariance: 0,
});

/** What a reading would have been when the levels were learned, amperes. */
export const undrifted = ({ gain, offset }: Drift, amperes: number): number =>
  (amperes - offset) / gain;

/**
 * One step of a Kalman filter: after `elapsed` ms a level that was learned at `level` amperes, and strays by
 * `stray`, reads `read`. Low levels tell of the offset, high ones of the gain.
 */
export function follow(
  drift: Drift,
  seen: { level: number; stray: number; read: number; elapsed: number },
): Drift {
  const days = seen.elapsed / DAY_MS;
  const gainVariance = drift.gainVariance + GAIN_A_DAY ** 2 * days;
  const offsetVariance = drift.offsetVariance + OFFSET_A_DAY ** 2 * days;
  const { covariance } = drift;
  const forGain = gainVariance * seen.level + covariance;
  const forOffset = covariance * seen.level + offsetVariance;
  const variance = seen.level * forGain + forOffset + REPEATED * seen.stray ** 2;
  const surprise = seen.read - (drift.gain * seen.level + drift.offset);
  const gain = drift.gain + (forGain / variance) * surprise;
  const offset = drift.offset + (forOffset / variance) * surprise;
  return {
    gain: Math.max(1 / MOST_GAIN, Math.min(MOST_GAIN, gain)),
    offset: Math.max(-MOST_OFFSET_A, Math.min(MOST_OFFSET_A, offset)),
    gainVariance: gainVariance - forGain ** 2 / variance,
    offsetVariance: offsetVariance - forOffset ** 2 / variance,
    covariance: covariance - (forGain * forOffset) / variance,
  };
}
