import { type Belief, evidenceOf, leftIn, statesOf } from './belief.ts';
import { Classifier } from './classifier.ts';
import type { Model } from './model.ts';
import { isReading, type Reading, type RunState, silenceOf } from './readings.ts';
import { absorbed, corrected, joined, type Segment } from './segments.ts';

/** Each moment is judged by what came up to so long after it, ms; half an hour at most, as a block is judged together. */
const HINDSIGHT_MS = 900_000;

/** What a reading told and what was believed right after it. */
interface Step {
  at: number;
  evidence: number[];
  belief: Belief;
}

/** What is believed of every moment of a stretch without silence, given what came after. */
function withHindsight(steps: readonly Step[]): Belief[] {
  const settled: Belief[] = [];
  for (let begin = 0; begin < steps.length;) {
    const from = steps[begin]?.at ?? 0;
    let end = begin + 1;
    while ((steps[end]?.at ?? Infinity) - from < HINDSIGHT_MS) end += 1;
    let last = end;
    while ((steps[last]?.at ?? Infinity) - from < 2 * HINDSIGHT_MS) last += 1;
    let later: number[] = (steps[begin]?.belief ?? []).map(() => 1);
    for (let at = last - 1; at >= begin; at -= 1) {
      const { belief, evidence, at: now } = steps[at] ?? { belief: [], evidence: [], at: 0 };
      if (at < end) settled[at] = belief.map((chance, state) => chance * (later[state] ?? 1));
      const seen = later.map((chance, state) => chance * (evidence[state] ?? 1));
      const sum = seen.reduce((total, chance) => total + chance, 0);
      const left = leftIn(now - (steps[at - 1]?.at ?? now));
      later = seen.map((chance) => ((1 - left) * chance) / sum + left / seen.length);
    }
    begin = end;
  }
  return settled;
}

/**
 * What an instrument did, as segments without holes between its first reading and its last (in order of time):
 * judged with up to half an hour of hindsight, corrections taken at their word, fleeting stays left out, silences
 * shown as offline. Readings that are none are passed over.
 */
export function settle(all: readonly Reading[], model: Model): Segment[] {
  const classifier = new Classifier(model);
  const states = statesOf(model.borders);
  const silence = silenceOf(model.interval);
  const readings: Reading[] = [];
  const steps: Step[] = [];
  for (const reading of all) {
    if (!isReading(reading) || reading.at <= (readings.at(-1)?.at ?? -Infinity)) continue;
    const evidence = evidenceOf(model.borders, classifier.signalOf(reading));
    classifier.take(reading);
    readings.push(reading);
    steps.push({ at: reading.at, evidence, belief: classifier.belief });
  }
  const segments: Segment[] = [];
  const push = (state: RunState, from: number, to: number, ampereMs: number) =>
    segments.push({ state, from, to, ampereHours: ampereMs / 3_600_000 });
  for (let begin = 0; begin < steps.length;) {
    let end = begin + 1;
    while (end < steps.length && (steps[end]?.at ?? 0) - (steps[end - 1]?.at ?? 0) <= silence)
      end += 1;
    const run: Segment[] = [];
    withHindsight(steps.slice(begin, end)).forEach((belief, index) => {
      const { at, amperes } = readings[begin + index] ?? { at: 0, amperes: 0 };
      const isLast = begin + index + 1 === end;
      const to = isLast ? at + model.interval : (readings[begin + index + 1]?.at ?? at);
      const state = states[belief.indexOf(Math.max(...belief))] ?? 'off';
      run.push({
        state,
        from: at,
        to,
        ampereHours: (Math.max(0, amperes) * (to - at)) / 3_600_000,
      });
    });
    segments.push(...absorbed(joined(run)));
    const [ends, next] = [segments.at(-1)?.to ?? 0, steps[end]?.at];
    if (next !== undefined) push('offline', ends, next, 0);
    begin = end;
  }
  return joined(corrected(segments, model.corrections));
}
