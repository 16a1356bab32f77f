import { nearestLevel, type Level } from './levels.ts';
import type { Said } from './mapping.ts';
import type { Reading, UseState } from './readings.ts';
import { midmean } from './segments.ts';
import { amperesOf, signalOf } from './signal.ts';

/** What somebody who saw the instrument said of one moment. */
export interface Correction {
  /** ms since 1970 UTC. */
  at: number;
  state: UseState;
  /** The current about then, amperes, and how telling it is, 0 to 1: kept so that a word outlives its readings. */
  amperes?: number;
  weight?: number;
}

/** Readings on either side that tell what the current was at a moment. */
const BESIDE = 2;
/** A state held so long is one that a word about it can be taken to mean. */
const TELLING_MS = 300_000;
/** A stay no longer between two of the said state is a pause in it: the word is about the work, not the level. */
const PAUSE_MS = 600_000;
const LEAST_WEIGHT = 0.05;

/** The readings that corrections are about. */
export interface Seen {
  readings: readonly Reading[];
  signal: Float64Array;
  levels: readonly Level[];
  guess: readonly UseState[];
}

const midmeanAbout = (signal: Float64Array, at: number) =>
  midmean(signal.subarray(Math.max(0, at - BESIDE), at + BESIDE + 1));

/** How far the stay that a reading is in reaches to one side, ms, and the state beyond. */
function reach(seen: Seen, from: number, step: 1 | -1): { ms: number; beyond: UseState | null } {
  const stateAt = (at: number) => {
    const place = nearestLevel(seen.levels, midmeanAbout(seen.signal, at));
    return seen.guess[place] ?? null;
  };
  const timeAt = (at: number) => seen.readings[at]?.at ?? 0;
  const own = stateAt(from);
  for (let at = from; at >= 0 && at < seen.readings.length; at += step) {
    const ms = Math.abs(timeAt(at) - timeAt(from));
    if (ms > PAUSE_MS) return { ms, beyond: null };
    const here = stateAt(at);
    if (here !== own) return { ms, beyond: here };
  }
  return { ms: 0, beyond: null };
}

/** The place of the last reading not after an instant. */
function placeAt(readings: readonly Reading[], instant: number): number {
  let [low, high] = [0, readings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((readings[middle]?.at ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A correction with the current that it is about, where the readings reach back to it. */
export function placed(word: Correction, seen: Seen): Correction {
  const last = seen.readings.at(-1);
  const at = placeAt(seen.readings, word.at);
  if (at < 0 || !last || word.at > last.at) return word;
  const signal = midmeanAbout(seen.signal, at);
  const before = reach(seen, at, -1);
  const after = reach(seen, at, 1);
  const held = before.ms + after.ms;
  const isPause = held <= PAUSE_MS && before.beyond === word.state && after.beyond === word.state;
  return {
    ...word,
    amperes: amperesOf(signal),
    weight: isPause ? LEAST_WEIGHT : Math.max(LEAST_WEIGHT, Math.min(1, held / TELLING_MS)),
  };
}

/** Which level a correction is about; what lies half-way between two tells of neither. */
export function saidOf(
  { amperes, weight = 0, state }: Correction,
  levels: readonly Level[],
): Said[] {
  if (amperes === undefined || levels.length === 0) return [];
  const signal = signalOf(amperes);
  const away = levels.map(({ mean }) => Math.abs(mean - signal)).sort((a, b) => a - b);
  const [nearest = 0, next = Infinity] = away;
  const clear = Number.isFinite(next) ? 1 - nearest / Math.max(next, 1e-9) : 1;
  return [{ level: nearestLevel(levels, signal), state, weight: weight * clear }];
}
