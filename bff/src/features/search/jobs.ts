import { DateTime } from 'luxon';
import type { Deps } from '../../deps.ts';
import { DAY, later, MINUTE } from '../../infra/clock.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { findStaleDocuments, findUndocumented } from './documents-repository.ts';
import { refreshDocuments } from './use-cases/refresh-documents.ts';

const REFRESH = 'search.refresh';
const BATCH = 200;
const EVERY = 10 * MINUTE;
const ZONE = 'Asia/Shanghai';

const refreshOne: OutboxHandler = async (deps, event) => {
  await refreshDocuments(deps, deps.db, [String(event.payload['instrumentId'])]);
};

/** What changes an instrument's document: its calendar, its rating, itself. */
export const searchOutbox: ReadonlyMap<string, OutboxHandler> = new Map([
  ['calendar.changed', refreshOne],
  ['review.changed', refreshOne],
  ['instrument.changed', refreshOne],
]);

/** A next free slot passes by itself; each round mends what is stale and plants the next one. */
const refreshStale: TaskHandler = async (deps) => {
  const now = deps.clock.now();
  // What this round has written is not read again, whatever it came to.
  const day = DateTime.fromJSDate(now, { zone: ZONE });
  const at = {
    now,
    before: later(now, -EVERY / 2),
    dayAgo: later(now, -DAY),
    today: day.toFormat('yyyy-MM-dd'),
    todayBegan: day.startOf('day').toJSDate(),
  };
  for (;;) {
    const stale = await findStaleDocuments(deps.db, at, BATCH);
    await refreshDocuments(deps, deps.db, stale);
    if (stale.length < BATCH) break;
  }
  for (let after: string | undefined = ''; after !== undefined;) {
    const without = await findUndocumented(deps.db, after, BATCH);
    await refreshDocuments(deps, deps.db, without);
    after = without.at(-1);
  }
  await scheduleSearchJobs(deps, later(deps.clock.now(), EVERY));
};

export const searchTasks: ReadonlyMap<string, TaskHandler> = new Map([[REFRESH, refreshStale]]);

/** Plants the recurring refresh; one key per ten minutes keeps it one, however many workers start. */
export async function scheduleSearchJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = `round:${String(Math.floor(dueAt.getTime() / EVERY))}`;
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: REFRESH, naturalKey, dueAt }));
}
