import type { Deps } from '../../../deps.ts';
import { insertReadings, type ReadingRow } from '../readings-repository.ts';
import { extendPartitions } from './keep-partitions.ts';

const ROWS = 5_000;

/** Stores readings of the last thirty days that came by no device, such as another system's; nobody is told of them. */
export async function keepHistory(
  deps: Pick<Deps, 'db' | 'clock'>,
  rows: readonly ReadingRow[],
): Promise<void> {
  await extendPartitions(deps);
  for (let at = 0; at < rows.length; at += ROWS) {
    await insertReadings(deps.db, rows.slice(at, at + ROWS));
  }
}
