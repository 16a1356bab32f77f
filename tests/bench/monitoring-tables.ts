import type { Figures, LeftOut } from './monitoring-figures.ts';
import { f1Of, mean, quantile } from './monitoring-score.ts';

const SENSORS = 10_000;
const READINGS_A_SECOND = 0.1;
const STATES = ['off', 'standby', 'on', 'offline'] as const;

const cell = (value: number | undefined, digits = 3) =>
  (value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits)).padStart(8);

const row = (name: string, cells: readonly string[]) => `${name.padEnd(28)}${cells.join('')}\n`;

const titles = (names: readonly string[]) => names.map((name) => name.padStart(8));

/** Of each trace: macro-F1 of every run, F1 of each state with three corrections (first seed), false switches a day, delays. */
export function traceTable(figures: readonly Figures[]): string {
  const head = ['none', 'three', 'drift', 'settled', ...STATES, 'false/d', 'on p90', 'low p90'];
  const rows = figures.map((one) => {
    const [heard] = one.heard;
    const states = heard ? f1Of(one.trace, heard) : new Map<string, number>();
    const wrong = one.falseSwitches;
    const days = wrong.reduce((sum, each) => sum + each.days, 0);
    const p90 = (kind: 'on' | 'low') =>
      quantile(
        one.delays[kind].map(({ seconds }) => seconds),
        0.9,
      );
    return row(one.trace.id, [
      ...[one.labels0, one.labels3, one.drift3, one.settled].map((value) => cell(value)),
      ...STATES.map((state) => cell(states.get(state))),
      cell(wrong.reduce((sum, { count }) => sum + count, 0) / days, 2),
      cell(p90('on'), 0),
      cell(p90('low'), 0),
    ]);
  });
  const low = figures.flatMap(({ delays }) => delays.low);
  const missed = low.filter(({ isMissed }) => isMissed).length;
  return [
    row('trace', titles(head)),
    ...rows,
    row('mean', [
      cell(mean(figures.map(({ labels0 }) => labels0))),
      cell(mean(figures.map(({ labels3 }) => labels3))),
      cell(mean(figures.map(({ drift3 }) => drift3))),
      cell(mean(figures.map(({ settled }) => settled))),
    ]),
    `between off and standby ${missed} of ${low.length} stays ended before they were said\n`,
  ].join('');
}

/** Of each class of devices, left out: what the others chose, and how it did. */
export function classTable(classes: readonly LeftOut[]): string {
  const rows = classes.map(({ deviceClass, prudence, labels0, labels3 }) =>
    row(deviceClass, [cell(prudence, 1), cell(labels0), cell(labels3)]),
  );
  const means = [mean(classes.map((one) => one.labels0)), mean(classes.map((one) => one.labels3))];
  return [
    row('class left out', titles(['nats', 'none', 'three'])),
    ...rows,
    row('mean of classes', ['        ', ...means.map((value) => cell(value))]),
  ].join('');
}

/** What a reading costs, and ten thousand sensors. */
export function speedLine(figures: readonly Figures[]): string {
  const microseconds = mean(figures.map((one) => one.microseconds));
  const core = (microseconds / 1e6) * SENSORS * READINGS_A_SECOND;
  return `${microseconds.toFixed(2)} µs a reading: ${SENSORS} sensors at ${READINGS_A_SECOND} Hz use ${(100 * core).toFixed(2)} % of a core\n`;
}
