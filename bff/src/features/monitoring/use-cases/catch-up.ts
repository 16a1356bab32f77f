import type { Deps } from '../../../deps.ts';
import { HOUR, MINUTE } from '../../../infra/clock.ts';
import type { Change } from '../domain/tracker.ts';
import type { Watched } from '../domain/watched.ts';
import { latestReadings, readingsOf } from '../../sensors/index.ts';

/** An instrument that was never read is read from here on: no more is needed to know what it does. */
const LOOK_BACK_MS = 6 * HOUR;
const READS_AT_ONCE = 3;

/** Instruments of which more is kept than their classifiers have taken, of what was read since an instant. */
export async function findLaggards(
  deps: Deps,
  watched: ReadonlyMap<string, Watched>,
  since: number,
): Promise<Watched[]> {
  const last = await latestReadings(deps.db, since, [...watched.keys()]);
  return last.flatMap(({ at, instrumentId }) => {
    const one = watched.get(instrumentId);
    return one !== undefined && at > (one.tracker.last ?? -Infinity) ? [one] : [];
  });
}

/** Takes what is kept after the last reading of each, a few at a time. */
export async function catchUp(
  deps: Deps,
  ones: readonly Watched[],
  tell: (watched: Watched) => (change: Change) => void,
): Promise<void> {
  const waiting = [...ones];
  const now = deps.clock.now().getTime();
  const one = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { instrumentId } = next;
      const read = (after: number | null) =>
        readingsOf(deps.db, instrumentId, (after ?? now - LOOK_BACK_MS) + 1, now + 10 * MINUTE);
      await next.catchUp(read, tell(next));
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, one));
}

/** Silence is told by the clock, after a look at what may have been kept without being heard of here. */
export async function tellSilence(
  deps: Deps,
  watched: ReadonlyMap<string, Watched>,
  tell: (watched: Watched) => (change: Change) => void,
): Promise<void> {
  const now = deps.clock.now().getTime();
  const silent = [...watched.values()].filter(({ tracker }) => tracker.isSilentAt(now));
  if (silent.length === 0) return;
  const since = silent.reduce((first, { tracker }) => Math.min(first, tracker.last ?? now), now);
  const few = new Map(silent.map((one) => [one.instrumentId, one]));
  await catchUp(deps, await findLaggards(deps, few, since), tell);
  for (const one of silent) {
    const gone = one.tracker.at(now);
    if (gone !== null) tell(one)(gone);
  }
}
