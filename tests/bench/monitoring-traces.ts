import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type Reading,
  USE_STATES,
  type UseState,
} from '../../bff/src/features/monitoring/domain/readings.ts';
import { MAINS_VOLTS } from '../../bff/src/features/monitoring/domain/signal.ts';

/** Readings of one device with what it really did. */
export interface Trace {
  id: string;
  deviceClass: string;
  /** Nobody can tell off from standby by power alone: the two count as one. */
  isLowAmbiguous: boolean;
  readings: Reading[];
  truth: UseState[];
  /** The first place that is judged; those before are learned from. */
  split: number;
}

/** A folder that is not of the shape it should be. */
export class TraceProblem extends Error {
  override name = 'TraceProblem';
}

const cellsOf = (line: string) => line.split(',').map((cell) => cell.trim());

function columns(file: string, head: string | undefined, names: readonly string[]): number[] {
  const cells = cellsOf(head ?? '');
  return names.map((name) => {
    const at = cells.indexOf(name);
    if (at < 0) throw new TraceProblem(`${file} has no column ${name}`);
    return at;
  });
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line !== '');

function numberIn(cells: readonly string[], column: number, where: string): number {
  const cell = cells[column] ?? '';
  const value = Number(cell);
  if (cell === '' || !Number.isFinite(value))
    throw new TraceProblem(`${where}: "${cell}" is no number`);
  return value;
}

function unzipped(dir: string, file: string): string {
  try {
    return gunzipSync(readFileSync(join(dir, file))).toString();
  } catch {
    throw new TraceProblem(`${file} is no gzip file`);
  }
}

function readTrace(
  dir: string,
  id: string,
  splitSeconds: number,
): Pick<Trace, 'readings' | 'truth' | 'split'> {
  const file = `traces/${id}.csv.gz`;
  if (!existsSync(join(dir, file)))
    throw new TraceProblem(`${file} is missing, but manifest.csv names it`);
  const [head, ...lines] = linesOf(unzipped(dir, file));
  const [second = 0, watts = 0, state = 0] = columns(file, head, ['t_s', 'value_w', 'state']);
  const truth: UseState[] = [];
  const readings = lines.map((line, index): Reading => {
    const where = `${file} line ${index + 2}`;
    const cells = cellsOf(line);
    const said = USE_STATES.find((one) => one === cells[state]);
    if (said === undefined) throw new TraceProblem(`${where}: no state "${cells[state] ?? ''}"`);
    truth.push(said);
    return {
      at: numberIn(cells, second, where) * 1000,
      amperes: numberIn(cells, watts, where) / MAINS_VOLTS,
    };
  });
  if (readings.some(({ at }, index) => index > 0 && at <= (readings[index - 1]?.at ?? 0)))
    throw new TraceProblem(`${file} is not in order of t_s`);
  const split = readings.findIndex(({ at }) => at >= splitSeconds * 1000);
  if (split < 1)
    throw new TraceProblem(
      `${file} has no rows on ${split < 0 ? 'or after' : 'the near side of'} split_t_s`,
    );
  return { readings, truth, split };
}

/** All traces that a folder's manifest names. */
export function readTraces(dir: string): Trace[] {
  const manifest = join(dir, 'manifest.csv');
  if (!existsSync(manifest)) throw new TraceProblem(`${dir} has no manifest.csv`);
  const [head, ...lines] = linesOf(readFileSync(manifest, 'utf8'));
  const [id = 0, split = 0, ambiguous = 0] = columns('manifest.csv', head, [
    'trace_id',
    'split_t_s',
    'low_ambiguous',
  ]);
  if (lines.length === 0) throw new TraceProblem('manifest.csv names no trace');
  return lines.map((line, index) => {
    const cells = cellsOf(line);
    const name = cells[id] ?? '';
    if (!/^[\w.-]+$/.test(name))
      throw new TraceProblem(`manifest.csv line ${index + 2}: no trace "${name}"`);
    return {
      id: name,
      deviceClass: name.replace(/^[a-z]+\d+-/, ''),
      isLowAmbiguous: cells[ambiguous] === '1',
      ...readTrace(dir, name, numberIn(cells, split, `manifest.csv line ${index + 2}`)),
    };
  });
}
