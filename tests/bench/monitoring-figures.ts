import { settle } from '../../bff/src/features/monitoring/domain/settle.ts';
import type { Model } from '../../bff/src/features/monitoring/domain/model.ts';
import type { Reading, RunState } from '../../bff/src/features/monitoring/domain/readings.ts';
import { chanceFrom, correct, judgedOf, learnAll, listen, trainingOf } from './monitoring-runs.ts';
import {
  type Delay,
  delaysOf,
  falseSwitches,
  type Heard,
  macroF1,
  mean,
} from './monitoring-score.ts';
import type { Trace } from './monitoring-traces.ts';

const SEEDS = [1, 2, 3, 4, 5];
const CORRECTIONS = 3;
/** Prices of overturning a guess, in nats, that leaving a class out may choose among. */
const PRUDENCES = [2, 3.5, 5];

/** What was measured of one trace; what comes of five seeds is their mean or their sum. */
export interface Figures {
  trace: Trace;
  labels0: number;
  labels3: number;
  drift3: number;
  settled: number;
  /** With three corrections, one for each seed. */
  heard: Heard[];
  delays: { on: Delay[]; low: Delay[] };
  falseSwitches: { count: number; days: number }[];
  microseconds: number;
}

/** What settled segments say of the same readings. */
function settledOf(model: Model, readings: readonly Reading[], live: Heard): Heard {
  const segments = settle(readings, model);
  let place = 0;
  const states = readings.map(({ at }): RunState => {
    while ((segments[place]?.to ?? Infinity) <= at) place += 1;
    return segments[place]?.state ?? 'offline';
  });
  return { ...live, states };
}

export function measure(trace: Trace): Figures {
  const plain = judgedOf(trace, false);
  const drifting = judgedOf(trace, true);
  const hear = (model: Model, readings: readonly Reading[]) => listen(model, readings, trace.split);
  const models = SEEDS.map((seed) => correct(trace, CORRECTIONS, chanceFrom(seed)));
  const began = performance.now();
  const heard = models.map((model) => hear(model, plain));
  const microseconds = ((performance.now() - began) * 1000) / (SEEDS.length * plain.length);
  const f1 = (all: readonly Heard[]) => mean(all.map((one) => macroF1(trace, one)));
  const delays = heard.map((one) => delaysOf(trace, one));
  return {
    trace,
    labels0: f1([hear(learnAll(trainingOf(trace)), plain)]),
    labels3: f1(heard),
    drift3: f1(models.map((model) => hear(model, drifting))),
    settled: f1(
      models.map((model, at) => settledOf(model, plain, heard[at] ?? hear(model, plain))),
    ),
    heard,
    delays: { on: delays.flatMap(({ on }) => on), low: delays.flatMap(({ low }) => low) },
    falseSwitches: heard.map((one) => falseSwitches(trace, one)),
    microseconds,
  };
}

/** One class of devices, judged by what all others would have chosen. */
export interface LeftOut {
  deviceClass: string;
  prudence: number;
  labels0: number;
  labels3: number;
}

/**
 * Each class of devices with the one number that could be fitted (how hard a guess is to overturn) chosen on all
 * others: the first seed's three corrections.
 */
export function leaveOneClassOut(figures: readonly Figures[]): LeftOut[] {
  const scored = figures.map(({ trace }) => {
    const plain = judgedOf(trace, false);
    return PRUDENCES.map((prudence) => {
      const model = correct(trace, CORRECTIONS, chanceFrom(SEEDS[0] ?? 1), prudence);
      return macroF1(trace, listen(model, plain, trace.split));
    });
  });
  const classes = [...new Set(figures.map(({ trace }) => trace.deviceClass))];
  return classes.map((deviceClass) => {
    const isOwn = (at: number) => figures[at]?.trace.deviceClass === deviceClass;
    const scoreOf = (choice: number, own: boolean) =>
      mean(scored.filter((_, at) => isOwn(at) === own).map((row) => row[choice] ?? 0));
    const choices = PRUDENCES.map((_, choice) => choice);
    const best = choices.reduce((a, b) => (scoreOf(b, false) > scoreOf(a, false) ? b : a));
    return {
      deviceClass,
      prudence: PRUDENCES[best] ?? 0,
      labels0: mean(figures.filter((_, at) => isOwn(at)).map(({ labels0 }) => labels0)),
      labels3: scoreOf(best, true),
    };
  });
}
