import type { Level } from './levels.ts';
import type { UseState } from './readings.ts';

/** Between two neighbouring states: the levels next to it. */
export interface Border {
  below: UseState;
  above: UseState;
  low: number;
  lowSpread: number;
  high: number;
  highSpread: number;
  /** Whether a flickering sensor may seem to cross it. */
  isClose: boolean;
}

/** So far below a waiting, or a working, instrument's lowest level it must be off; so far above all levels at work. */
const OFF_BELOW_STANDBY = 0.5;
const OFF_BELOW_ON = 1.2;
const ON_ABOVE = 1.5;
/** Levels no more steps of a sensor apart are told by a minute or two of readings, not by two readings. */
const FLICKER_STEPS = 2;

/** How much of what a reading seems to tell is new after the one before it, and the most that one may tell, in nats. */
const FAR = { told: 0.5, most: Infinity };
const NEAR = { told: 0.12, most: 0.7 };

/** A level's spread must leave a no-man's-land to the next. */
const widest = (spread: number, gap: number) => Math.min(spread, gap / 3);

/** The borders between the states of some levels, lowest first; one more where a state may yet come to be seen. */
export function bordersOf(
  levels: readonly (Level & { state: UseState })[],
  resolution: number,
): Border[] {
  const first = levels[0];
  const last = levels.at(-1);
  if (first === undefined || last === undefined) return [];
  const between = (
    [below, low, lowSpread]: [UseState, number, number],
    [above, high, highSpread]: [UseState, number, number],
  ): Border => ({
    below,
    above,
    low,
    lowSpread: widest(lowSpread, high - low),
    high,
    highSpread: widest(highSpread, high - low),
    isClose: Math.exp(high) - Math.exp(low) < FLICKER_STEPS * resolution,
  });
  const edge = ({ state, mean, spread }: Level & { state: UseState }) =>
    [state, mean, spread] as [UseState, number, number];
  const borders: Border[] = [];
  if (first.state !== 'off') {
    const below = first.state === 'on' ? OFF_BELOW_ON : OFF_BELOW_STANDBY;
    borders.push(between(['off', first.mean - below, first.spread], edge(first)));
  }
  levels.forEach((level, at) => {
    const before = levels[at - 1];
    if (before && before.state !== level.state) borders.push(between(edge(before), edge(level)));
  });
  if (last.state !== 'on')
    borders.push(between(edge(last), ['on', last.mean + ON_ABOVE, 2 * last.spread]));
  return borders;
}

/** How much more likely a signal is above a border than below, in nats; never falls as the signal rises. */
export function oddsAbove(border: Border, signal: number): number {
  const { told, most } = border.isClose ? NEAR : FAR;
  const x = Math.max(border.low, Math.min(border.high, signal));
  const below = (x - border.low) / border.lowSpread;
  const above = (border.high - x) / border.highSpread;
  return Math.max(-most, Math.min(most, (told * (below * below - above * above)) / 2));
}

/** The signal at which a reading tells for neither side. */
export const crossingOf = ({ high, highSpread, low, lowSpread }: Border): number =>
  (low * highSpread + high * lowSpread) / (lowSpread + highSpread);
