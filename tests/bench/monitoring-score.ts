import type { RunState } from '../../bff/src/features/monitoring/domain/readings.ts';
import type { Trace } from './monitoring-traces.ts';

/** What was said of a trace's judged part. */
export interface Heard {
  /** One for each judged reading. */
  states: RunState[];
  confidences: number[];
  /** Of each gap, by the place of the reading before it: what was said every ten seconds inside. */
  gaps: Map<number, RunState[]>;
}

export const GRID_MS = 10_000;
export const SILENCE_MS = 180_000;
const FAR_MS = 600_000;
const DAY_MS = 86_400_000;

/** What a state counts as. */
export const folded = (trace: Trace, state: RunState): RunState =>
  trace.isLowAmbiguous && state === 'standby' ? 'off' : state;

/** Of every pair of states (said, true) of a trace's judged part how many. */
function* pairs(trace: Trace, heard: Heard): Generator<[RunState, RunState]> {
  for (let at = trace.split; at < trace.readings.length; at += 1) {
    yield [
      folded(trace, heard.states[at - trace.split] ?? 'offline'),
      folded(trace, trace.truth[at] ?? 'off'),
    ];
    for (const said of heard.gaps.get(at) ?? []) yield [folded(trace, said), 'offline'];
  }
}

/** F1 of each state that occurs in a trace's judged part. */
export function f1Of(trace: Trace, heard: Heard): Map<RunState, number> {
  const counts = new Map<RunState, { right: number; said: number; true: number }>();
  const of = (state: RunState) => {
    const one = counts.get(state) ?? { right: 0, said: 0, true: 0 };
    counts.set(state, one);
    return one;
  };
  for (const [said, truth] of pairs(trace, heard)) {
    of(said).said += 1;
    of(truth).true += 1;
    if (said === truth) of(said).right += 1;
  }
  return new Map(
    [...counts]
      .filter(([, one]) => one.true > 0)
      .map(([state, one]) => [state, (2 * one.right) / (one.said + one.true)]),
  );
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean over the states that occur in a trace's judged part. */
export const macroF1 = (trace: Trace, heard: Heard): number =>
  mean([...f1Of(trace, heard).values()]);

interface Switch {
  at: number;
  from: RunState;
  to: RunState;
}

/** Changes from one judged reading to the next; those over a gap are nobody's. */
function switchesOf(trace: Trace, stateAt: (place: number) => RunState): Switch[] {
  const found: Switch[] = [];
  for (let at = trace.split + 1; at < trace.readings.length; at += 1) {
    const [before, after] = [trace.readings[at - 1]?.at ?? 0, trace.readings[at]?.at ?? 0];
    const [from, to] = [folded(trace, stateAt(at - 1)), folded(trace, stateAt(at))];
    if (from !== to && after - before <= SILENCE_MS) found.push({ at: after, from, to });
  }
  return found;
}

/** Switches said over ten minutes from any true one, and the days that were judged. */
export function falseSwitches(trace: Trace, heard: Heard): { count: number; days: number } {
  const real = switchesOf(trace, (at) => trace.truth[at] ?? 'off');
  const said = switchesOf(trace, (at) => heard.states[at - trace.split] ?? 'offline');
  return {
    count: said.filter(({ at }) => real.every((one) => Math.abs(one.at - at) > FAR_MS)).length,
    days: ((trace.readings.length - trace.split) * GRID_MS) / DAY_MS,
  };
}

/** After a true switch: seconds until what was said was right again, and whether it was before the next. */
export interface Delay {
  seconds: number;
  isMissed: boolean;
}

/**
 * How long each true switch left what was said wrong: into and out of on until on-ness was right, between off and
 * standby until the state was. A stay that was never said counts with its whole length.
 */
export function delaysOf(trace: Trace, heard: Heard): { on: Delay[]; low: Delay[] } {
  const delays = { on: [] as Delay[], low: [] as Delay[] };
  const real = switchesOf(trace, (at) => trace.truth[at] ?? 'off');
  const places = new Map(trace.readings.map(({ at }, place) => [at, place]));
  const end = (trace.readings.at(-1)?.at ?? 0) + GRID_MS;
  real.forEach(({ at, from, to }, index) => {
    const isOn = from === 'on' || to === 'on';
    const until = real[index + 1]?.at ?? end;
    const timeOf = (place: number) => trace.readings[place]?.at ?? end;
    const isSaid = (place: number) => {
      const said = folded(trace, heard.states[place - trace.split] ?? 'offline');
      return isOn ? (said === 'on') === (to === 'on') : said === to;
    };
    let place = places.get(at) ?? 0;
    while (timeOf(place) < until && !isSaid(place)) place += 1;
    delays[isOn ? 'on' : 'low'].push({
      seconds: (Math.min(until, timeOf(place)) - at) / 1000,
      isMissed: timeOf(place) >= until,
    });
  });
  return delays;
}

/** The value that a share of all do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** How far confidence is to be believed. */
export class Calibration {
  readonly bins = Array.from({ length: 10 }, () => ({ count: 0, sure: 0, right: 0 }));
  #square = 0;

  add(trace: Trace, heard: Heard): void {
    heard.states.forEach((state, index) => {
      const truth = folded(trace, trace.truth[trace.split + index] ?? 'off');
      const right = Number(folded(trace, state) === truth);
      const sure = heard.confidences[index] ?? 0;
      const bin = this.bins[Math.min(9, Math.floor(sure * 10))];
      if (!bin) throw new RangeError(`a confidence of ${sure}`);
      bin.count += 1;
      bin.sure += sure;
      bin.right += right;
      this.#square += (sure - right) ** 2;
    });
  }

  get #count(): number {
    return this.bins.reduce((sum, { count }) => sum + count, 0);
  }

  /** The mean distance between what was promised and what came true, bin by bin. */
  get ece(): number {
    return (
      this.bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / this.#count
    );
  }

  get brier(): number {
    return this.#square / this.#count;
  }

  /** Of each tenth of confidence: readings, mean confidence, share that came true. */
  table(): string {
    const rows = this.bins.map(({ count, sure, right }, at) => {
      const cells = [count, (sure / count).toFixed(3), (right / count).toFixed(3)];
      const shown = count > 0 ? cells : [0, '-', '-'];
      return `${(at / 10).toFixed(1)}–${((at + 1) / 10).toFixed(1)} ${shown.map((one) => String(one).padStart(10)).join('')}\n`;
    });
    return ['confidence   readings      said      true\n', ...rows].join('');
  }
}
