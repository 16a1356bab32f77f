import type { Level } from './levels.ts';
import type { UseState } from './readings.ts';
import { amperesOf } from './signal.ts';

/** Between two neighbouring states: the levels next to it. */
export interface Border {
  below: UseState;
  above: UseState;
  low: number;
  lowSpread: number;
  high: number;
  highSpread: number;
}

/** So far below a waiting, or a working, instrument's lowest level it must be off; so far above all levels at work. */
const OFF_BELOW_STANDBY = 0.5;
const OFF_BELOW_ON = 1.2;
const ON_ABOVE = 1.5;
/** A step of a clamp or two: levels no further apart are told by a minute or two of readings, not by two. */
const FLICKER_A = 0.013;

/** How much of what a reading seems to tell is new after the one before it, and the most that one may tell, in nats. */
const FAR = { told: 0.5, most: 4 };
const NEAR = { told: 0.15, most: 1 };

/** A level's spread must leave a no-man's-land to the next. */
const widest = (spread: number, gap: number) => Math.min(spread, gap / 3);

/** The borders between the states of some levels, lowest first; one more where a state may yet come to be seen. */
export function bordersOf(levels: readonly (Level & { state: UseState })[]): Border[] {
  const borders: Border[] = [];
  const first = levels[0];
  const last = levels.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first.state !== 'off')
    borders.push({
      below: 'off',
      above: first.state,
      low: first.mean - (first.state === 'on' ? OFF_BELOW_ON : OFF_BELOW_STANDBY),
      lowSpread: first.spread,
      high: first.mean,
      highSpread: first.spread,
    });
  levels.forEach((level, at) => {
    const before = levels[at - 1];
    if (before === undefined || before.state === level.state) return;
    const gap = level.mean - before.mean;
    borders.push({
      below: before.state,
      above: level.state,
      low: before.mean,
      lowSpread: widest(before.spread, gap),
      high: level.mean,
      highSpread: widest(level.spread, gap),
    });
  });
  if (last.state !== 'on')
    borders.push({
      below: last.state,
      above: 'on',
      low: last.mean,
      lowSpread: 2 * last.spread,
      high: last.mean + ON_ABOVE,
      highSpread: 2 * last.spread,
    });
  return borders;
}

/** How much more likely a signal is above a border than below, in nats; never falls as the signal rises. */
export function oddsAbove(border: Border, signal: number): number {
  const { told, most } = amperesOf(border.high) - amperesOf(border.low) < FLICKER_A ? NEAR : FAR;
  const x = Math.max(border.low, Math.min(border.high, signal));
  const below = (x - border.low) / border.lowSpread;
  const above = (border.high - x) / border.highSpread;
  return Math.max(-most, Math.min(most, (told * (below * below - above * above)) / 2));
}

/** The states that some borders part, lowest first. */
export const statesOf = (borders: readonly Border[]): UseState[] => [
  ...borders.slice(0, 1).map(({ below }) => below),
  ...borders.map(({ above }) => above),
];
