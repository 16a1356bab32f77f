import type { Deps } from '../deps.ts';
import { DAY, later } from './clock.ts';
import { schedule, type TaskHandler } from './tasks.ts';
import { inTransaction } from './transaction.ts';

const TIDY_UP = 'infra.tidy_up';
const BATCH = 2_000;

/** How long what has served its purpose is kept, by table: retries, questions and sign-ins look back. */
const KEPT: readonly { table: string; column: string; days: number }[] = [
  { table: 'idempotency_keys', column: 'created_at', days: 7 },
  { table: 'outbox', column: 'relayed_at', days: 7 },
  { table: 'tasks', column: 'done_at', days: 7 },
  { table: 'sessions', column: 'expires_at', days: 30 },
  { table: 'search_misses', column: 'last_at', days: 400 },
  { table: 'search_clicks', column: 'clicked_at', days: 180 },
  { table: 'notice_deliveries', column: 'ended_at', days: 90 },
  { table: 'impressions', column: 'shown_at', days: 90 },
  { table: 'instrument_openings', column: 'opened_at', days: 90 },
  { table: 'search_matches', column: 'found_at', days: 90 },
  { table: 'sensor_rejects', column: 'day', days: 90 },
  { table: 'push_weeks', column: 'began_at', days: 90 },
];

const tidyUp: TaskHandler = async (deps) => {
  const now = deps.clock.now();
  for (const { table, column, days } of KEPT) {
    const old = () =>
      deps
        .db(table)
        .where(column, '<', later(now, -days * DAY))
        .limit(BATCH)
        .delete();
    while ((await old()) === BATCH);
  }
  await scheduleHousekeeping(deps, later(now, DAY));
};

export const housekeepingTasks: ReadonlyMap<string, TaskHandler> = new Map([[TIDY_UP, tidyUp]]);

/** Plants the daily round; its natural key keeps it one a day, however many workers start. */
export async function scheduleHousekeeping(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: TIDY_UP, naturalKey, dueAt }));
}
