import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { changeInPlace, findBooking, isTerminal } from '../../bookings/index.ts';
import { nextOfFiles, NOTICE_MS } from '../domain/retention.ts';
import {
  changeResult,
  findEnding,
  markFilesRemoved,
  markWarned,
  type Result,
} from '../repository.ts';

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
    const isFirst = await markFilesRemoved(trx, result.id, now);
    if (isFirst && result.state === 'released') {
      await tell(deps, trx, result, 'files_removed', now);
    }
  });
}

async function retire(deps: Deps, result: Result): Promise<boolean> {
  const now = deps.clock.now();
  const booking = await findBooking(deps.db, result.bookingId);
  const isOver = booking === undefined || isTerminal(booking.state);
  const next = nextOfFiles(result, isOver, now);
  switch (next.step) {
    case 'remove':
      await remove(deps, result);
      return true;
    case 'warn':
      await inTransaction(deps, async (trx) => {
        const { keepUntil } = next;
        if (await markWarned(trx, result.id, { at: now, keepUntil })) {
          await tell(deps, trx, result, 'files_expiring', keepUntil);
        }
      });
      return true;
    case 'postpone':
      await changeResult(
        deps.db,
        { id: result.id, from: 'released' },
        { keepUntil: next.keepUntil },
      );
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
