import { emit } from '../../infra/outbox.ts';
import type { TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { findStandings } from './items-repository.ts';
import { CLOSE, REMIND } from './use-cases/publish-bulletin.ts';
import { bulletinEvent } from './use-cases/tell-of-bulletin.ts';

/** Reminds the units that have not answered everything yet. */
const remind: TaskHandler = async (deps, { payload }) => {
  const id = String(payload['bulletinId']);
  await inTransaction(deps, async (trx) => {
    const waiting = (await findStandings(trx, [id])).filter((one) => one.answered < one.asked);
    const events = waiting.map(({ unitId }) => bulletinEvent(id, 'due', { unitId }));
    await emit(deps, trx, ...events);
  });
};

/** Tells the units whose answers did not come, and the office how many they are. */
const close: TaskHandler = async (deps, { payload }) => {
  const id = String(payload['bulletinId']);
  await inTransaction(deps, async (trx) => {
    const late = (await findStandings(trx, [id])).filter((one) => one.answered < one.asked);
    if (late.length === 0) return;
    const events = late.map(({ unitId }) => bulletinEvent(id, 'overdue', { unitId }));
    await emit(deps, trx, ...events, bulletinEvent(id, 'unanswered', { count: late.length }));
  });
};

export const bulletinTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [REMIND, remind],
  [CLOSE, close],
]);
