import type { Deps } from '../../deps.ts';
import { DAY, HOUR, later, MINUTE } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { keepMinutes } from './use-cases/keep-minutes.ts';
import { dropOldPartitions, extendPartitions } from './use-cases/keep-partitions.ts';

const KEEP_PARTITIONS = 'sensors.keep_partitions';
const KEEP_MINUTES = 'sensors.keep_minutes';

const keepPartitions: TaskHandler = async (deps) => {
  await extendPartitions(deps);
  await dropOldPartitions(deps);
  await scheduleSensorJobs(deps, later(deps.clock.now(), DAY));
};

const keepMeans: TaskHandler = async (deps) => {
  await keepMinutes(deps);
  await planMinutes(deps);
};

export const sensorTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [KEEP_PARTITIONS, keepPartitions],
]);

/** What takes a while with ten thousand sensors. */
export const sensorMeansTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [KEEP_MINUTES, keepMeans],
]);

/** The next full hour's round; its natural key keeps it one. */
async function planMinutes(deps: Deps): Promise<void> {
  const hour = Math.floor(deps.clock.now().getTime() / HOUR) * HOUR;
  const dueAt = new Date(hour + HOUR + 5 * MINUTE);
  const naturalKey = dueAt.toISOString().slice(0, 13);
  await inTransaction(deps, (trx) =>
    schedule(deps, trx, { kind: KEEP_MINUTES, naturalKey, dueAt }),
  );
}

/** Plants the daily round of partitions and the hourly one of means; natural keys keep each one, however many workers start. */
export async function scheduleSensorJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) =>
    schedule(deps, trx, { kind: KEEP_PARTITIONS, naturalKey, dueAt }),
  );
  await planMinutes(deps);
}
