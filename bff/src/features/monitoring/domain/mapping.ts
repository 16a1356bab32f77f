import type { Level } from './levels.ts';
import { USE_STATES, type UseState } from './readings.ts';

/** What somebody who saw the instrument said about a level. */
export interface Said {
  /** The place of the level. */
  level: number;
  state: UseState;
  /** How much it tells: 0 (of a passing moment) to 1 (of a long stay). */
  weight: number;
}

export interface Mapped {
  state: UseState;
  /** How likely each level is each state, in the order of `USE_STATES`. */
  chances: number[];
}

/** Prices in nats: what has odds of e³ to 1 against it costs 3. */
const PRUDENCE = 3.5;
/** A word about a long stay weighs so much more than a guess. */
const WORD_WEIGHT = 2.5;
/** A clamp that reads nothing sees nothing running. */
const NOTHING_ON = 6;

/**
 * The states of levels that stand best with what was guessed and what was said, higher levels never
 * having a lower state, and how likely every state is over all such mappings. `prudence` is what it costs, in nats,
 * to change a guess.
 */
export function mapLevels(
  levels: readonly Level[],
  guess: readonly UseState[],
  said: readonly Said[],
  { resolution, prudence = PRUDENCE }: { resolution: number; prudence?: number },
): Mapped[] {
  const places = guess.map((state) => USE_STATES.indexOf(state));
  const price = levels.map(({ amperes }, at) =>
    USE_STATES.map((state, place) => {
      const words = said.filter((one) => one.level === at && one.state !== state);
      return (
        prudence * Math.abs(place - (places[at] ?? 0)) +
        (state === 'on' && amperes < resolution ? NOTHING_ON : 0) +
        words.reduce((sum, { weight }) => sum + WORD_WEIGHT * prudence * weight, 0)
      );
    }),
  );
  const count = levels.length;
  const chances = levels.map(() => [0, 0, 0]);
  let [least, best, total] = [Infinity, [0, 0], 0];
  for (let off = 0; off <= count; off += 1) {
    for (let low = off; low <= count; low += 1) {
      const placeOf = (at: number) => (at < off ? 0 : at < low ? 1 : 2);
      const cost = price.reduce((sum, row, at) => sum + (row[placeOf(at)] ?? 0), 0);
      if (cost < least) [least, best] = [cost, [off, low]];
      const weight = Math.exp(-cost);
      total += weight;
      chances.forEach((row, at) => (row[placeOf(at)] = (row[placeOf(at)] ?? 0) + weight));
    }
  }
  const [off = 0, low = 0] = best;
  return chances.map((row, at) => ({
    state: USE_STATES[at < off ? 0 : at < low ? 1 : 2],
    chances: row.map((weight) => weight / total),
  }));
}
