import type { Deps } from '../../deps.ts';
import { DAY, later } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { dropOldPartitions, extendPartitions } from './use-cases/keep-partitions.ts';

const KEEP_PARTITIONS = 'sensors.keep_partitions';

const keepPartitions: TaskHandler = async (deps) => {
  await extendPartitions(deps);
  await dropOldPartitions(deps);
  await scheduleSensorJobs(deps, later(deps.clock.now(), DAY));
};

export const sensorTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [KEEP_PARTITIONS, keepPartitions],
]);

/** Plants the daily round of partitions; its natural key keeps it one a day, however many workers start. */
export async function scheduleSensorJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) =>
    schedule(deps, trx, { kind: KEEP_PARTITIONS, naturalKey, dueAt }),
  );
}
