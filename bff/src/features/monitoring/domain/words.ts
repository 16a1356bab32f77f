import { nearestLevel, type Level } from './levels.ts';
import type { Said } from './mapping.ts';
import type { Reading, UseState } from './readings.ts';
import { midmean } from './stretches.ts';
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
const PAUSE_WEIGHT = 0.05;
/** Where what was said comes soon before or after, the word may be about that. */
const NEAR_WEIGHT = 0.3;

/** An instrument's levels and what they are guessed to be. */
interface Levels {
  levels: readonly Level[];
  guess: readonly UseState[];
  resolution: number;
}

/** The readings that corrections are about. */
interface Seen extends Levels {
  readings: readonly Reading[];
  signal: Float64Array;
}

const midmeanAbout = (signal: Float64Array, at: number) =>
  midmean(signal.subarray(Math.max(0, at - BESIDE), at + BESIDE + 1));

/** What is about a reading on one side: how far its stay reaches, ms, the state beyond, and whether `state` comes within a pause's time. */
function about(seen: Seen, from: number, step: 1 | -1, state: UseState) {
  const stateAt = (at: number) =>
    seen.guess[nearestLevel(seen.levels, midmeanAbout(seen.signal, at))] ?? null;
  const own = stateAt(from);
  const found = { held: 0, beyond: null as UseState | null, isNear: false };
  for (let at = from; at >= 0 && at < seen.readings.length; at += step) {
    const ms = Math.abs((seen.readings[at]?.at ?? 0) - (seen.readings[from]?.at ?? 0));
    if (ms > PAUSE_MS) break;
    const here = stateAt(at);
    if (here !== own) found.beyond ??= here;
    if (found.beyond === null) found.held = ms;
    if (here === state && here !== own) found.isNear = true;
  }
  return found;
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
  const before = about(seen, at, -1, word.state);
  const after = about(seen, at, 1, word.state);
  const held = before.held + after.held;
  const isPause = held <= PAUSE_MS && before.beyond === word.state && after.beyond === word.state;
  const most = isPause ? PAUSE_WEIGHT : before.isNear || after.isNear ? NEAR_WEIGHT : 1;
  return {
    ...word,
    amperes: amperesOf(signal, seen.resolution),
    weight: Math.min(most, Math.max(PAUSE_WEIGHT, held / TELLING_MS)),
  };
}

/** Levels so near to one another share what is said of either. */
const NEAR = 0.1;
/** A current so far from every level was seen in passing. */
const FAR = 0.4;
/** Words lose their weight over so long: sensors drift, instruments are rebuilt. */
const HELD_MS = 60 * 86_400_000;

/** Whether a correction is recent enough, at an instant, to mean anything still. */
export const stillHeld = ({ at }: Correction, now: number): boolean => now - at < HELD_MS;

/**
 * Which levels some corrections are about, and how much at an instant. A current half-way to a level that is held to
 * be what was said, by guess or by another word, tells where the two part, not what either is.
 */
export function saidOf(words: readonly Correction[], seen: Levels, now: number): Said[] {
  const met = words.flatMap(({ amperes, ...word }) => {
    if (amperes === undefined) return [];
    const signal = signalOf(amperes, seen.resolution);
    return [{ ...word, signal, place: nearestLevel(seen.levels, signal) }];
  });
  return met.flatMap((word) => {
    const { state, place } = word;
    const away = seen.levels.map(({ mean }) => Math.abs(mean - word.signal));
    const nearest = away[place] ?? Infinity;
    const held = seen.guess[place];
    const isSaidOf = (at: number) =>
      seen.guess[at] === state || met.some((one) => one.place === at && one.state === state);
    const agreed = Math.min(...away.filter((_, at) => at !== place && isSaidOf(at)));
    const clear = held === state ? 1 : 1 - nearest / Math.max(agreed, nearest);
    const known = Math.max(0, 1 - nearest / FAR);
    const young = Math.min(1, Math.max(0, 1 - (now - word.at) / HELD_MS));
    const parts = away.map((each, at) => {
      // What confirms a guess confirms it of the nearest level only.
      if (seen.guess[at] !== held || (held === state && at !== place)) return 0;
      return Math.exp((nearest ** 2 - each ** 2) / (2 * NEAR ** 2));
    });
    const whole = parts.reduce((sum, part) => sum + part, 0);
    const all = (word.weight ?? 0) * clear * known * young;
    return parts.map((part, level) => ({ level, state, weight: (all * part) / whole }));
  });
}
