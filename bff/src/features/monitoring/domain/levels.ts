import type { Stretch } from './stretches.ts';

/** A level that an instrument's current keeps to, on the scale of `signalOf`. */
export interface Level {
  mean: number;
  /** What its readings are in the mean, amperes. */
  amperes: number;
  /** How far single readings of it stray. */
  spread: number;
  /** How far ten-minute means of it stray. */
  wander: number;
  /** Of all time: 0 to 1. */
  share: number;
}

const STEP = 0.01;
/** Ten-minute means of one level stray by less. */
const BANDWIDTH = 0.03;
/** Two levels are one where there is no valley this deep between them. */
const VALLEY = 0.7;
const LEAST_SHARE = 0.001;
/** Readings that never vary tell of a coarse sensor, not of one without noise. */
const LEAST_SPREAD = 0.06;
const LEAST_WANDER = 0.05;
/** A passing spike does not widen a level. */
const MOST_STRAY = 0.3;

/** Where the valleys between the hills of a density are, as places. */
function valleysOf(density: Float64Array): number[] {
  const cuts: number[] = [];
  let [peak, valley, valleyAt] = [0, Infinity, 0];
  density.forEach((here, at) => {
    if (here < valley) [valley, valleyAt] = [here, at];
    if (valley < VALLEY * peak && here * VALLEY > valley) {
      cuts.push(valleyAt);
      [peak, valley] = [here, here];
    } else if (here > peak) [peak, valley, valleyAt] = [here, here, at];
  });
  return cuts;
}

/** Readings, as signals and as amperes. */
export interface Sampled {
  signal: Float64Array;
  amperes: Float64Array;
}

/** Of some pieces their common level. */
function levelOf(pieces: readonly Stretch[], { signal, amperes }: Sampled, total: number): Level {
  const time = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  const mean = pieces.reduce((sum, { from, to, level }) => sum + (to - from) * level, 0) / time;
  const wander = pieces.reduce(
    (sum, { from, to, level }) => sum + (to - from) * (level - mean) ** 2,
    0,
  );
  let [square, sum] = [0, 0];
  for (const { from, to } of pieces)
    for (let at = from; at < to; at += 1) {
      square += Math.min(MOST_STRAY, Math.abs((signal[at] ?? 0) - mean)) ** 2;
      sum += amperes[at] ?? 0;
    }
  return {
    mean,
    amperes: sum / time,
    spread: Math.max(LEAST_SPREAD, Math.sqrt(square / time)),
    wander: Math.max(LEAST_WANDER, Math.sqrt(wander / time)),
    share: time / total,
  };
}

/**
 * The levels of some pieces, lowest first: the hills of how much time was spent where. The rarest are left out, but
 * for those that have a piece that somebody spoke of.
 */
export function levelsOf(
  pieces: readonly Stretch[],
  sampled: Sampled,
  isSpokenOf: (piece: Stretch) => boolean,
): Level[] {
  const total = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  if (total === 0) return [];
  const reach = Math.ceil((4 * BANDWIDTH) / STEP);
  const margin = 2 * reach * STEP;
  const low = pieces.reduce((least, { level }) => Math.min(least, level), Infinity) - margin;
  const high = pieces.reduce((most, { level }) => Math.max(most, level), -Infinity) + margin;
  const density = new Float64Array(Math.ceil((high - low) / STEP) + 1);
  for (const { from, to, level } of pieces) {
    const middle = Math.round((level - low) / STEP);
    for (let at = middle - reach; at <= middle + reach; at += 1) {
      const z = (at * STEP + low - level) / BANDWIDTH;
      density[at] = (density[at] ?? 0) + (to - from) * Math.exp(-0.5 * z * z);
    }
  }
  const bounds = [-Infinity, ...valleysOf(density).map((at) => low + at * STEP), Infinity];
  return bounds.slice(1).flatMap((above, at) => {
    const own = pieces.filter(({ level }) => level >= (bounds[at] ?? 0) && level < above);
    const level = own.length > 0 ? levelOf(own, sampled, total) : undefined;
    const isLevel = level && (level.share >= LEAST_SHARE || own.some(isSpokenOf));
    return isLevel ? [level] : [];
  });
}

/** The place of the level nearest to a signal. */
export function nearestLevel(levels: readonly Pick<Level, 'mean'>[], signal: number): number {
  let [best, least] = [0, Infinity];
  levels.forEach(({ mean }, at) => {
    const away = Math.abs(mean - signal);
    if (away < least) [best, least] = [at, away];
  });
  return best;
}
