import { bordersOf, type Border } from './borders.ts';
import { guessStates } from './guess.ts';
import { levelsOf, type Level } from './levels.ts';
import { mapLevels } from './mapping.ts';
import { intervalOf, isReading, silenceOf, type Reading, type UseState } from './readings.ts';
import { resolutionOf, signalOf } from './signal.ts';
import { piecesOf, stretchesOf } from './stretches.ts';
import { type Correction, placed, saidOf, stillHeld } from './words.ts';

export interface ModelLevel extends Level {
  state: UseState;
  /** How likely it is each state, in the order of `USE_STATES`. */
  chances: number[];
}

/** What is known of one instrument: plain JSON. */
export interface Model {
  version: 1;
  /** Learned from others of its class, not yet from its own readings. */
  isCold: boolean;
  /** The first and last reading it was learned from, ms since 1970 UTC. */
  from: number;
  to: number;
  /** Usual time between readings, ms. */
  interval: number;
  /** What the sensor resolves, amperes. */
  resolution: number;
  /** Lowest first, one at least. */
  levels: ModelLevel[];
  borders: Border[];
  corrections: Correction[];
}

const PIECE_MS = 600_000;

const BLOCK_MS = 21_600_000;
const FEWEST_BLOCKS = 8;
const CYCLING_SHARE = 0.9;

/** Whether readings rise over a signal in nearly every six hours. */
const cyclesIn = (readings: readonly Reading[], signal: Float64Array) => (over: number) => {
  const blocks = new Map<number, boolean>();
  readings.forEach(({ at }, index) => {
    const block = Math.floor(at / BLOCK_MS);
    const rises = index > 0 && (signal[index] ?? 0) > over && (signal[index - 1] ?? 0) <= over;
    blocks.set(block, rises || (blocks.get(block) ?? false));
  });
  const rising = [...blocks.values()].filter(Boolean).length;
  return blocks.size >= FEWEST_BLOCKS && rising > CYCLING_SHARE * blocks.size;
};

/**
 * Learns an instrument's levels from its own readings (in order of time; a week of them is usual, a day the least
 * that tells), guesses what each means, and lets corrections overrule the guess. Readings that are none are passed
 * over. Null where there are too few to see any level. `prudence` is how hard, in nats, a guess is to overturn.
 */
export function learn(
  all: readonly Reading[],
  corrections: readonly Correction[] = [],
  options: { prudence?: number } = {},
): Model | null {
  const readings = all.filter(isReading);
  const amperes = Float64Array.from(readings, (reading) => reading.amperes);
  const resolution = resolutionOf(amperes);
  const signal = amperes.map((each) => signalOf(each, resolution));
  const interval = intervalOf(readings);
  const silence = silenceOf(interval);
  const stretches = stretchesOf(
    signal,
    (at) => at > 0 && (readings[at]?.at ?? 0) - (readings[at - 1]?.at ?? 0) > silence,
  );
  const pieces = piecesOf(signal, stretches, Math.max(3, Math.round(PIECE_MS / interval)));
  const levels = levelsOf(pieces, { signal, amperes }, ({ from, to }) =>
    corrections.some(({ at }) => {
      const [begin = Infinity, end = -Infinity] = [readings[from]?.at, readings[to - 1]?.at];
      return begin <= at && at <= end;
    }),
  );
  const first = readings[0];
  const last = readings.at(-1);
  if (levels.length === 0 || !first || !last) return null;
  const guess = guessStates(levels, resolution, cyclesIn(readings, signal));
  const seen = { readings, signal, levels, guess, resolution };
  const words = corrections
    .map((word) => placed(word, seen))
    .filter((word) => stillHeld(word, last.at));
  const said = saidOf(words, seen, last.at);
  const mapped = mapLevels(levels, guess, said, { resolution, ...options });
  const known = levels.map((level, at) => ({ ...level, ...(mapped[at] ?? UNMAPPED) }));
  return {
    version: 1,
    isCold: false,
    from: first.at,
    to: last.at,
    interval,
    resolution,
    levels: known,
    borders: bordersOf(known, resolution),
    corrections: words,
  };
}

const UNMAPPED = { state: 'off' as const, chances: [1, 0, 0] };
