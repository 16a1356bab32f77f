import type { Deps } from '../../../deps.ts';
import { findLatest, keepLatest, type Latest } from '../cache.ts';
import type { Watched } from '../domain/watched.ts';
import { findStates, type StateRow } from '../states-repository.ts';

/** Tells what has been read since it was last told. What cannot be told now is overtaken by the next reading. */
export async function tellLatest(deps: Deps, watched: Iterable<Watched>): Promise<void> {
  const latest = new Map<string, Latest>();
  for (const one of watched) {
    const { last, now } = one.tracker;
    if (!one.isUntold || last === null) continue;
    one.isUntold = false;
    latest.set(one.instrumentId, { now, lastReadingAt: last });
  }
  await keepLatest(deps, latest).catch(() => undefined);
}

/** States of some instruments: as they are kept, or as they were told since. */
export async function readStates(deps: Deps, ids: readonly string[]): Promise<StateRow[]> {
  const [rows, latest] = await Promise.all([findStates(deps.db, ids), findLatest(deps, ids)]);
  return rows.map((row) => {
    const told = latest.get(row.instrumentId);
    // Silence is told by the clock and kept at once; what was told before it knows nothing of it.
    if (told === undefined || told.lastReadingAt <= (row.lastReadingAt?.getTime() ?? 0)) return row;
    const { amperes, confidence, since, state } = told.now;
    const lastReadingAt = new Date(told.lastReadingAt);
    return { ...row, state, confidence, amperes, since: new Date(since), lastReadingAt };
  });
}
