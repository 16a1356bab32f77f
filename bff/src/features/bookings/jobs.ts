import type { Deps } from '../../deps.ts';
import { DAY, later } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { purgeCellsBefore } from './cells-repository.ts';
import { CELL_MS } from './domain/cells.ts';
import { deleteOldCooldowns } from './limits-repository.ts';
import { findBooking } from './repository.ts';
import { EXPIRE_HOLD } from './use-cases/book-instrument.ts';
import { closeBooking } from './use-cases/close-booking.ts';
import { giveBack } from './use-cases/give-back.ts';
import { moveBooking } from './use-cases/move-booking.ts';
import { LAPSE_REQUEST } from './use-cases/pay-booking.ts';
import { reclaimHold } from './use-cases/reclaim-hold.ts';
import { AUTO_CLOSE } from './use-cases/run-booking.ts';

const PURGE = 'bookings.purge';
const PURGE_BATCH = 5_000;

const expireHold: TaskHandler = async (deps, task) => {
  await inTransaction(deps, (trx) => reclaimHold(deps, trx, task.naturalKey));
};

/** A request that nobody answered in time is cancelled with a full refund. */
const lapseRequest: TaskHandler = async (deps, task) => {
  await inTransaction(deps, async (trx) => {
    const booking = await findBooking(trx, task.naturalKey);
    if (booking?.state !== 'requested') return;
    await moveBooking(deps, trx, booking, {
      to: 'cancelled',
      actorId: null,
      guard: { column: 'answer_by', is: '<=', at: deps.clock.now() },
    });
    const back = { feeFen: 0, actorId: null, reason: 'request not answered in time' };
    await giveBack(deps, trx, booking, back);
  });
};

const autoClose: TaskHandler = async (deps, task) => {
  await inTransaction(deps, async (trx) => {
    const booking = await findBooking(trx, task.naturalKey);
    if (booking?.state !== 'completed') return;
    const guard = { column: 'auto_close_at', is: '<=', at: deps.clock.now() } as const;
    await closeBooking(deps, trx, booking, null, guard);
  });
};

/** Past cells serve nobody: bookings keep their own times. */
const purge: TaskHandler = async (deps) => {
  const now = deps.clock.now();
  const before = Math.floor(later(now, -DAY).getTime() / CELL_MS);
  while ((await purgeCellsBefore(deps.db, before, PURGE_BATCH)) === PURGE_BATCH);
  await deleteOldCooldowns(deps.db, now);
  await scheduleBookingJobs(deps, later(now, DAY));
};

export const bookingTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [EXPIRE_HOLD, expireHold],
  [LAPSE_REQUEST, lapseRequest],
  [AUTO_CLOSE, autoClose],
  [PURGE, purge],
]);

/** Plants the daily purge; the task's natural key keeps it one a day, however many workers start. */
export async function scheduleBookingJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: PURGE, naturalKey, dueAt }));
}
