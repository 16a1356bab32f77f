import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { changeInPlace, findBooking, isTerminal } from '../../bookings/index.ts';
import { nextOfFiles, NOTICE_MS } from '../domain/retention.ts';
import { changeResult, findEnding, type Result } from '../repository.ts';

const BATCH = 200;

async function tell(deps: Deps, trx: Trx, result: Result, what: string, until: Date) {
  const booking = await findBooking(trx, result.bookingId);
  if (booking === undefined) return;
  await changeInPlace(deps, trx, booking, { what, actorId: null, until, change: {} });
}

/** Bytes first: a process that dies here finds the record again and removes nothing twice. */
async function remove(deps: Deps, result: Result): Promise<void> {
  for (const { storageKey } of result.files) await deps.storage.remove(storageKey);
  const now = deps.clock.now();
  await inTransaction(deps, async (trx) => {
    const change = { filesRemovedAt: now };
    const isChanged = await changeResult(trx, { id: result.id, from: result.state }, change);
    if (isChanged && result.state === 'released') {
      await tell(deps, trx, result, 'files_removed', now);
    }
  });
}

async function retire(deps: Deps, result: Result): Promise<boolean> {
  const now = deps.clock.now();
  const booking = await findBooking(deps.db, result.bookingId);
  const isOver = booking === undefined || isTerminal(booking.state);
  const next = nextOfFiles(result, isOver, now);
  const guard = { id: result.id, from: result.state };
  switch (next.step) {
    case 'remove':
      await remove(deps, result);
      return true;
    case 'warn':
      await inTransaction(deps, async (trx) => {
        const change = { warnedAt: now, keepUntil: next.keepUntil };
        if (await changeResult(trx, guard, change)) {
          await tell(deps, trx, result, 'files_expiring', next.keepUntil);
        }
      });
      return true;
    case 'postpone':
      await changeResult(deps.db, guard, { keepUntil: next.keepUntil });
      return true;
    case 'none':
      return false;
  }
}

/**
 * Tells owners of files that will go in thirty days, and removes those whose time is over; their names,
 * sizes and hashes stay.
 */
export async function retireFiles(deps: Deps): Promise<void> {
  for (;;) {
    const now = deps.clock.now();
    const results = await findEnding(deps.db, { now, soon: later(now, NOTICE_MS) }, BATCH);
    let moved = 0;
    for (const result of results) if (await retire(deps, result)) moved += 1;
    if (moved === 0) return;
  }
}
