import type { Deps } from '../../../deps.ts';
import { underLease } from '../../../infra/lease.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Change } from '../domain/tracker.ts';
import type { Watched } from '../domain/watched.ts';
import { findShowing } from '../fleet-repository.ts';
import { turnSegments } from '../segments-repository.ts';
import { type StateWrite, writeStates } from '../states-repository.ts';

/** Who may write states now. */
export interface Leadership {
  name: string;
  epoch: number;
}

/** A change with what the classifier remembered right then: whoever goes on from there tells it no second time. */
export interface NewChange extends StateWrite {
  change: Change;
}

export const stateOf = ({ instrumentId, tracker, unitId }: Watched): StateWrite => ({
  instrumentId,
  unitId,
  now: tracker.now,
  lastReadingAt: tracker.last,
  modelVersion: tracker.version,
  memory: tracker.memory,
});

/**
 * Writes changes with the segments they end and begin, and tells of them, in one transaction.
 * @throws LeaseLost where another classifies now
 */
export async function writeChanges(
  deps: Deps,
  lease: Leadership,
  changes: readonly NewChange[],
): Promise<void> {
  const newest = new Map(changes.map((one) => [one.instrumentId, one]));
  await inTransaction(deps, async (trx) => {
    await underLease(trx, lease);
    await writeStates(trx, lease.epoch, [...newest.values()]);
    await turnSegments(trx, changes);
    const shown = await findShowing(trx, [...new Set(changes.map(({ unitId }) => unitId))]);
    await emit(
      deps,
      trx,
      ...changes.map(({ change, instrumentId, unitId }) => ({
        topic: 'run.changed',
        payload: {
          instrumentId,
          unitId,
          state: change.state,
          since: new Date(change.since).toISOString(),
          isShown: shown.has(unitId),
        },
      })),
    );
  });
}

/** Keeps what classifiers remember, so that little is read again after a restart. @throws LeaseLost */
export async function keepStates(
  deps: Deps,
  lease: Leadership,
  states: readonly StateWrite[],
): Promise<void> {
  await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    await underLease(trx, lease);
    await writeStates(trx, lease.epoch, states);
  });
}
