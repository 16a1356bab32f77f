import type { Deps } from '../../deps.ts';
import { HOUR, later } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { postTransfer } from '../ledger/index.ts';
import { findEnded, lapseFen } from './moves-repository.ts';

const LAPSE = 'vouchers.lapse';
const BATCH = 100;

/**
 * What is left of ended vouchers goes back to their programmes. Nothing waits for it: an ended voucher
 * is refused by its time.
 */
const lapse: TaskHandler = async (deps) => {
  const now = deps.clock.now();
  for (let found = BATCH; found === BATCH;) {
    const ended = await findEnded(deps.db, now, BATCH);
    found = ended.length;
    for (const { id, companyId, programmeId, leftFen } of ended) {
      await inTransaction(deps, async (trx) => {
        if (!(await lapseFen(trx, id, leftFen, now))) return;
        await postTransfer(deps, trx, {
          kind: 'lapse',
          actorId: null,
          reason: 'voucher lapsed',
          legs: [
            { account: { kind: 'grant', grantId: id, companyId }, amountFen: -leftFen },
            { account: { kind: 'programme', programmeId }, amountFen: leftFen },
          ],
        });
      });
    }
  }
  await scheduleVoucherJobs(deps, later(now, HOUR));
};

export const voucherTasks: ReadonlyMap<string, TaskHandler> = new Map([[LAPSE, lapse]]);

/** Plants the hourly round; its natural key keeps it one an hour, however many workers start. */
export async function scheduleVoucherJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 13);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: LAPSE, naturalKey, dueAt }));
}
