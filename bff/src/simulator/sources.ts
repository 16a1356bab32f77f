import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { amperesAt, machineOf, ownUses } from '../demo/currents.ts';
import { DAY, SECOND } from '../infra/clock.ts';

/** What sensor `nth` reads at an instant (ms), amperes; null where it is silent. */
export type Source = (nth: number, at: number) => number | null;

/** A folder that holds no traces. */
export class TraceError extends Error {
  override name = 'TraceError';
}

const BIN_MS = 10 * SECOND;
/** Traces tell watts at this voltage. */
const VOLTS = 230;
const FILE = /\.csv(\.gz)?$/;
/** Sensors of one trace are as far from each other in it, so that they do not switch together. */
const APART_MS = 3_671 * SECOND;

interface Trace {
  /** Amperes of each ten seconds; NaN where nothing came. */
  bins: Float32Array;
}

function readTrace(file: string): Trace {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  const [head = '', ...lines] = text.split(/\r?\n/).filter(Boolean);
  const names = head.split(',');
  const [second, watts] = [names.indexOf('t_s'), names.indexOf('value_w')];
  if (second < 0 || watts < 0) throw new TraceError(`${file} has no columns t_s and value_w`);
  const rows = lines
    .map((line) => line.split(',').map(Number))
    .map((row) => [row[second], row[watts]]);
  const wrong = rows.findIndex((row) => !row.every((cell) => Number.isFinite(cell)));
  if (rows.length === 0 || wrong >= 0) {
    throw new TraceError(`${file} has no numbers in line ${String(wrong + 2)}`);
  }
  const last = rows.reduce((most, [at = 0]) => Math.max(most, at), 0);
  const bins = new Float32Array(Math.floor((last * SECOND) / BIN_MS) + 1).fill(NaN);
  for (const [at = 0, power = 0] of rows) bins[Math.floor((at * SECOND) / BIN_MS)] = power / VOLTS;
  return { bins };
}

/**
 * Plays the traces of a folder over and over, from when it starts; its gaps are silence.
 * @param dir with `traces/*.csv.gz` of `t_s` (seconds) and `value_w` (watts), or with such files in it
 * @throws TraceError
 */
export function replay(dir: string, startsAt: number): Source {
  const filesIn = (folder: string) => {
    try {
      return readdirSync(folder).filter((name) => FILE.test(name));
    } catch {
      return [];
    }
  };
  const folder = join(dir, 'traces');
  const inner = filesIn(folder);
  const files = inner.length > 0 ? inner.map((name) => join(folder, name)) : [];
  const all =
    files.length > 0
      ? files
      : filesIn(dir)
          .filter((name) => name !== 'manifest.csv')
          .map((name) => join(dir, name));
  const traces = all.sort().map(readTrace);
  if (traces.length === 0) throw new TraceError(`${dir} has no traces in it`);
  return (nth, at) => {
    const { bins } = traces[nth % traces.length] ?? { bins: new Float32Array() };
    const shifted = at - startsAt + Math.floor(nth / traces.length) * APART_MS;
    const amperes = bins[Math.floor(shifted / BIN_MS) % bins.length] ?? NaN;
    return Number.isNaN(amperes) ? null : amperes;
  };
}

/** Currents made up as the demo's are: instruments that are used on some days. */
export function makeUp(startsAt: number): Source {
  const days = [-1, 0, 1].map((day) => (Math.floor(startsAt / DAY) + day) * DAY);
  const known = new Map<
    number,
    { machine: ReturnType<typeof machineOf>; uses: ReturnType<typeof ownUses> }
  >();
  return (nth, at) => {
    let one = known.get(nth);
    if (one === undefined) {
      const machine = machineOf(nth + 1);
      one = { machine, uses: ownUses(machine, days) };
      known.set(nth, one);
    }
    return amperesAt(one.machine, one.uses, [], at);
  };
}
