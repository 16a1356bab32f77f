/** Volts of the mains that power is taken at, where a sensor tells current only. */
export const MAINS_VOLTS = 230;

/** About what clip-on sensors resolve, amperes: smaller differences are noise. */
const RESOLUTION_A = 0.0065;

/** Currents on a scale where equal steps are equal ratios, but for what is below the sensor's resolution. */
export const signalOf = (amperes: number): number => Math.log(Math.max(amperes, 0) + RESOLUTION_A);

/** The current of a signal, amperes. */
export const amperesOf = (signal: number): number => Math.exp(signal) - RESOLUTION_A;
