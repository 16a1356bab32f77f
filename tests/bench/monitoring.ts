// npm run bench:monitoring -- --traces DIR
// How well runs are told from currents. DIR holds manifest.csv (trace_id, split_t_s, low_ambiguous) and
// traces/<trace_id>.csv.gz (t_s, value_w, state). One JSON line on stdout; tables on stderr.
import { parseArgs } from 'node:util';
import { Calibration, mean, quantile } from './monitoring-score.ts';
import { leaveOneClassOut, measure } from './monitoring-figures.ts';
import { classTable, speedLine, traceTable } from './monitoring-tables.ts';
import { readTraces, TraceProblem } from './monitoring-traces.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

const { values } = parseArgs({ options: { traces: { type: 'string' } } });
const dir = values.traces ?? fail('npm run bench:monitoring -- --traces DIR');

function tracesIn(folder: string) {
  try {
    return readTraces(folder);
  } catch (error) {
    if (error instanceof TraceProblem) return fail(`${error.name}: ${error.message}`);
    throw error;
  }
}

const round = (value: number) => Number(value.toFixed(4));

const traces = tracesIn(dir);
const figures = traces.map(measure);
const calibration = new Calibration();
figures.forEach(({ trace, heard }) => heard.forEach((one) => calibration.add(trace, one)));
const all = <T>(pick: (one: (typeof figures)[number]) => readonly T[]): T[] =>
  figures.flatMap(pick);
const delayOf = (kind: 'on' | 'low') => {
  const seconds = all(({ delays }) => delays[kind]).map((delay) => delay.seconds);
  return seconds.length > 0 ? quantile(seconds, 0.9) : null;
};

process.stderr.write(traceTable(figures));
process.stderr.write(classTable(leaveOneClassOut(figures)));
process.stderr.write(calibration.table());
process.stderr.write(speedLine(figures));
process.stdout.write(
  `${JSON.stringify({
    scenario: 'monitoring',
    macroF1: {
      labels0: round(mean(figures.map(({ labels0 }) => labels0))),
      labels3: round(mean(figures.map(({ labels3 }) => labels3))),
      drift3: round(mean(figures.map(({ drift3 }) => drift3))),
    },
    falsePerDay: round(
      all(({ falseSwitches }) => falseSwitches).reduce((sum, { count }) => sum + count, 0) /
        all(({ falseSwitches }) => falseSwitches).reduce((sum, { days }) => sum + days, 0),
    ),
    delayP90S: { on: delayOf('on'), low: delayOf('low') },
    ece: round(calibration.ece),
    brier: round(calibration.brier),
  })}\n`,
);
