import type { Deps } from '../../deps.ts';
import { DAY, later } from '../../infra/clock.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { auditEvent } from '../audit/index.ts';
import { purgeCellsBefore } from './cells-repository.ts';
import { CELL_MS } from './domain/cells.ts';
import { deleteOldCooldowns } from './limits-repository.ts';

const PURGE = 'bookings.purge';
const PURGE_BATCH = 5_000;

/** Past cells serve nobody: bookings keep their own times. */
const purge: TaskHandler = async (deps) => {
  const now = deps.clock.now();
  const before = Math.floor(later(now, -DAY).getTime() / CELL_MS);
  while ((await purgeCellsBefore(deps.db, before, PURGE_BATCH)) === PURGE_BATCH);
  await deleteOldCooldowns(deps.db, now);
  await scheduleBookingJobs(deps, later(now, DAY));
};

/**
 * Every step of a booking goes to the audit trail, after its commit: one hot trail for all would be in
 * the way of bookings. The event makes the line one, however often it is told.
 */
const auditStep: OutboxHandler = async (deps, { seq, payload, createdAt }) => {
  await auditEvent(deps.db, {
    id: `outbox-${String(seq)}`,
    at: createdAt,
    actorId: payload['actorId'] as string | null,
    action: `booking.${String(payload['what'])}`,
    objectKind: 'booking',
    objectId: String(payload['bookingId']),
    unitId: String(payload['unitId']),
    requestId: payload['requestId'] as string | null,
    detail: { from: payload['from'], reason: payload['reason'] },
  });
};

export const bookingTrail: ReadonlyMap<string, OutboxHandler> = new Map([
  ['booking.changed', auditStep],
]);

export const bookingTasks: ReadonlyMap<string, TaskHandler> = new Map([[PURGE, purge]]);

/** Plants the daily purge; the task's natural key keeps it one a day, however many workers start. */
export async function scheduleBookingJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: PURGE, naturalKey, dueAt }));
}
