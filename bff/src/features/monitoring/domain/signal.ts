/** Volts of the mains that power is taken at, where a sensor tells current only. */
export const MAINS_VOLTS = 230;

/** The least that clip-on sensors resolve, amperes. */
export const LEAST_RESOLUTION_A = 0.0065;

/** Steps of so many readings near the bottom tell how finely a sensor reads. */
const LEAST_STEPS = 30;
const STEPS_BELOW_NOISE = 1.5;
const BOTTOM_SHARE = 0.1;
const TOP_SHARE = 0.02;
const REACH = 3;

/**
 * Currents on a scale where equal steps are equal ratios, but for what is below the sensor's resolution (amperes):
 * there equal steps are equal currents.
 */
export const signalOf = (amperes: number, resolution: number): number =>
  Math.log(Math.max(amperes, 0) + resolution);

/** The current of a signal, amperes. */
export const amperesOf = (signal: number, resolution: number): number =>
  Math.exp(signal) - resolution;

const quantileOf = (sorted: Float64Array, share: number) =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

/**
 * What a sensor resolves, amperes, from its own flicker where it reads lowest. Never more than a small part of
 * what the instrument draws: an instrument's own unrest is not the sensor's.
 */
export function resolutionOf(amperes: Float64Array): number {
  const sorted = amperes.slice().sort();
  const bottom = quantileOf(sorted, 0.05);
  const most = Math.max(BOTTOM_SHARE * bottom, TOP_SHARE * quantileOf(sorted, 0.99));
  const steps: number[] = [];
  for (let at = 1; at < amperes.length; at += 1) {
    const [here, before] = [amperes[at] ?? 0, amperes[at - 1] ?? 0];
    const step = Math.abs(here - before);
    if (step > 0 && Math.max(here, before) <= bottom + REACH * most) steps.push(step);
  }
  if (steps.length < LEAST_STEPS) return LEAST_RESOLUTION_A;
  const usual = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  return Math.max(LEAST_RESOLUTION_A, Math.min(most, STEPS_BELOW_NOISE * usual));
}
