import type { Level } from './levels.ts';
import type { UseState } from './readings.ts';

/** A lone level below so many steps of a sensor is what a switched-off device still draws, or noise. */
const NOTHING_STEPS = 2.2;
const SOMETHING_A = 0.05;
/** A lone level of less is what a machine that nobody switches on draws on its socket. */
const LONE_A = 0.15;
/** Powers of working and of waiting differ by more than this, in e-folds. */
const WORKING_GAP = 0.7;
const STANDBY_GAP = 1;
const STANDBY_AT_MOST = 0.35;

interface Plateau {
  mean: number;
  amperes: number;
  share: number;
  count: number;
}

/** Neighbouring levels that no clamp tells apart: where each begins, lowest first. */
function plateausOf(levels: readonly Level[], resolution: number): Plateau[] {
  const plateaus: (Plateau & { bottom: number; top: number })[] = [];
  for (const { mean, amperes, share } of levels) {
    const last = plateaus.at(-1);
    const isSame =
      last !== undefined &&
      amperes - last.top < resolution &&
      amperes - last.bottom < 2 * resolution;
    if (isSame) {
      last.amperes = (last.amperes * last.share + amperes * share) / (last.share + share);
      last.mean = (last.mean * last.share + mean * share) / (last.share + share);
      last.share += share;
      last.count += 1;
      last.top = amperes;
    } else plateaus.push({ mean, amperes, share, count: 1, bottom: amperes, top: amperes });
  }
  return plateaus;
}

/**
 * What each level is most likely to be, lowest first, without anybody having said. `cycles` tells whether
 * readings rise over a signal in almost every quarter of a day: what does that night and day is in service throughout.
 */
export function guessStates(
  levels: readonly Level[],
  resolution: number,
  cycles: (signal: number) => boolean,
): UseState[] {
  const all = plateausOf(levels, resolution);
  const states = guessPlateaus(all, NOTHING_STEPS * resolution, cycles);
  return all.flatMap(({ count }, at) => Array<UseState>(count).fill(states[at] ?? 'off'));
}

function guessPlateaus(
  all: readonly Plateau[],
  nothing: number,
  cycles: (signal: number) => boolean,
): UseState[] {
  const amperes = (at: number) => all[at]?.amperes ?? 0;
  const gap = (at: number) => (all[at]?.mean ?? 0) - (all[at - 1]?.mean ?? 0);
  if (all.length <= 1)
    return all.map(() => (amperes(0) > LONE_A ? 'on' : amperes(0) > nothing ? 'standby' : 'off'));
  // Work is where most time above the lowest level goes; the widest gap below it parts it from waiting.
  const working = all.map(({ share }, at) => (at > 0 && amperes(at) > SOMETHING_A ? share : 0));
  const most = Math.max(...working);
  const main = most > 0 ? working.indexOf(most) : all.length - 1;
  let split = main;
  for (let at = main; at >= 1; at -= 1) if (gap(at) > gap(split)) split = at;
  const isService =
    (gap(split) < WORKING_GAP && amperes(0) > SOMETHING_A) ||
    (amperes(0) > nothing && cycles(((all[split]?.mean ?? 0) + (all[split - 1]?.mean ?? 0)) / 2));
  if (isService) return all.map(() => 'on');
  const states: UseState[] = all.map((_, at) => (at >= split ? 'on' : at > 0 ? 'standby' : 'off'));
  const isStandby =
    split < main &&
    gap(split + 1) >= STANDBY_GAP &&
    amperes(split) < STANDBY_AT_MOST * amperes(main);
  if (isStandby) states[split] = 'standby';
  if (split === 1 && !isStandby && amperes(0) > nothing) states[0] = 'standby';
  return states;
}
