/** A stretch of readings about one level: places from (in) to (out). */
export interface Stretch {
  from: number;
  to: number;
  level: number;
}

const CLIP = 1;
const SLACK = 0.1;
const ALARM = 0.8;
const NEAR = 0.3;
/** Fewer readings are a passage from one level to another. */
const FEWEST = 3;

/** The mean of the middle half: exact where readings flicker between two steps of a sensor, deaf to spikes. */
export function midmean(values: Float64Array): number {
  const sorted = values.slice().sort();
  const cut = sorted.length >> 2;
  let sum = 0;
  for (let at = cut; at < sorted.length - cut; at += 1) sum += sorted[at] ?? 0;
  return sum / (sorted.length - 2 * cut);
}

/** Stretches between the changes that a two-sided CUSUM finds and the places where readings were `broken` off. */
export function stretchesOf(signal: Float64Array, broken: (at: number) => boolean): Stretch[] {
  const stretches: Stretch[] = [];
  const close = (from: number, to: number) => {
    if (to - from >= FEWEST)
      stretches.push({ from, to, level: midmean(signal.subarray(from, to)) });
  };
  let [from, mean, count, up, down] = [0, signal[0] ?? 0, 0, 0, 0];
  for (let at = 0; at < signal.length; at += 1) {
    const x = signal[at] ?? 0;
    const d = Math.max(-CLIP, Math.min(CLIP, x - mean));
    up = Math.max(0, up + d - SLACK);
    down = Math.max(0, down - d - SLACK);
    if (up > ALARM || down > ALARM || broken(at)) {
      close(from, at);
      [from, mean, count, up, down] = [at, x, 1, 0, 0];
    } else if (Math.abs(d) < NEAR) {
      count += 1;
      mean += (x - mean) / Math.min(count, 60);
    }
  }
  close(from, signal.length);
  return stretches;
}

/** Long stretches in pieces of at most `most` readings, so that a slow wander shows as one. */
export function piecesOf(
  signal: Float64Array,
  stretches: readonly Stretch[],
  most: number,
): Stretch[] {
  return stretches.flatMap(({ from, to }) => {
    const count = Math.ceil((to - from) / most);
    return Array.from({ length: count }, (_, at) => {
      const begin = from + Math.floor((at * (to - from)) / count);
      const end = from + Math.floor(((at + 1) * (to - from)) / count);
      return { from: begin, to: end, level: midmean(signal.subarray(begin, end)) };
    });
  });
}
