import { bordersOf, type Border } from './borders.ts';
import { guessStates } from './guess.ts';
import { levelsOf, type Level } from './levels.ts';
import { mapLevels } from './mapping.ts';
import { intervalOf, isReading, silenceOf, type Reading, type UseState } from './readings.ts';
import { piecesOf, stretchesOf } from './segments.ts';
import { resolutionOf, signalOf } from './signal.ts';
import { type Correction, placed, saidOf } from './words.ts';

export interface ModelLevel extends Level {
  state: UseState;
  /** How likely it is each state, in the order of `USE_STATES`. */
  chances: number[];
}

/** What is known of one instrument: plain JSON. */
export interface Model {
  version: 1;
  /** The first and last reading it was learned from, ms since 1970 UTC. */
  from: number;
  to: number;
  /** Usual time between readings, ms. */
  interval: number;
  /** What the sensor resolves, amperes. */
  resolution: number;
  /** Lowest first; none where nothing was read. */
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
 * Learns an instrument's levels from its own readings (in order of time, amperes; a week of them is usual), guesses
 * what each means, and lets corrections overrule the guess. Readings that are none are passed over.
 */
export function learn(all: readonly Reading[], corrections: readonly Correction[] = []): Model {
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
  const levels = levelsOf(pieces, { signal, amperes });
  const guess = guessStates(levels, resolution, cyclesIn(readings, signal));
  const words = corrections.map((word) => placed(word, { readings, signal, levels, guess, resolution }));
  const said = words.flatMap((word) => saidOf(word, levels, guess, resolution));
  const mapped = mapLevels(levels, guess, said, resolution);
  const known = levels.map((level, at) => ({
    ...level,
    state: mapped[at]?.state ?? 'off',
    chances: mapped[at]?.chances ?? [],
  }));
  return {
    version: 1,
    from: readings[0]?.at ?? 0,
    to: readings.at(-1)?.at ?? 0,
    interval,
    resolution,
    levels: known,
    borders: bordersOf(known, resolution),
    corrections: words,
  };
}
