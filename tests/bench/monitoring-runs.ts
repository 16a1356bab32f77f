import { Classifier } from '../../bff/src/features/monitoring/domain/classifier.ts';
import { coldStart } from '../../bff/src/features/monitoring/domain/cold-start.ts';
import { learn, type Model } from '../../bff/src/features/monitoring/domain/model.ts';
import type { Reading, RunState } from '../../bff/src/features/monitoring/domain/readings.ts';
import { MAINS_VOLTS } from '../../bff/src/features/monitoring/domain/signal.ts';
import type { Correction } from '../../bff/src/features/monitoring/domain/words.ts';
import { folded, GRID_MS, type Heard, SILENCE_MS } from './monitoring-score.ts';
import type { Trace } from './monitoring-traces.ts';

const MOST_GAIN = 0.3;
const MOST_OFFSET_A = 1 / MAINS_VOLTS;

/** A small generator of chance that the same seed starts the same way. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const trainingOf = (trace: Trace): Reading[] => trace.readings.slice(0, trace.split);

/** The judged part; with drift, as a sensor reads it whose gain and offset rise evenly. */
export function judgedOf(trace: Trace, drifts: boolean): Reading[] {
  const judged = trace.readings.slice(trace.split);
  const from = judged[0]?.at ?? 0;
  const span = (judged.at(-1)?.at ?? 0) - from || 1;
  return judged.map(({ at, amperes }) => {
    const part = drifts ? (at - from) / span : 0;
    return { at, amperes: amperes * (1 + MOST_GAIN * part) + MOST_OFFSET_A * part };
  });
}

/** What the live classifier says of each reading as it comes, and every ten seconds in the silence after it. */
export function listen(model: Model, readings: readonly Reading[], split: number): Heard {
  const classifier = new Classifier(model);
  const heard: Heard = { states: [], confidences: [], gaps: new Map() };
  readings.forEach((reading, index) => {
    const { state, confidence } = classifier.take(reading);
    heard.states.push(state);
    heard.confidences.push(confidence);
    const next = readings[index + 1]?.at ?? reading.at;
    if (next - reading.at <= SILENCE_MS) return;
    const silent: RunState[] = [];
    for (let at = reading.at + SILENCE_MS + GRID_MS; at < next; at += GRID_MS)
      silent.push(classifier.at(at).state);
    heard.gaps.set(split + index, silent);
  });
  return heard;
}

/** The model of some readings; one from nothing where they show no level. */
export const learnAll = (
  readings: readonly Reading[],
  corrections: readonly Correction[] = [],
  prudence?: number,
): Model => learn(readings, corrections, prudence === undefined ? {} : { prudence }) ?? coldStart();

/** A model after some corrections, each of a reading drawn from those that the model before it misread. */
export function correct(
  trace: Trace,
  count: number,
  chance: () => number,
  prudence?: number,
): Model {
  const training = trainingOf(trace);
  const corrections: Correction[] = [];
  let model = learnAll(training, [], prudence);
  while (corrections.length < count) {
    const { states } = listen(model, training, 0);
    const misread = states.flatMap((state, at) => {
      const truth = trace.truth[at] ?? 'off';
      return folded(trace, state) === folded(trace, truth) ? [] : [{ at, truth }];
    });
    const drawn = misread[Math.floor(chance() * misread.length)];
    if (!drawn) break;
    corrections.push({ at: training[drawn.at]?.at ?? 0, state: drawn.truth });
    model = learnAll(training, corrections, prudence);
  }
  return model;
}
