import type { Deps } from '../deps.ts';
import { later, MINUTE, SECOND } from './clock.ts';
import { fromJson, toJson, type Trx } from './database.ts';
import { inTransaction } from './transaction.ts';

export interface Task {
  id: string;
  kind: string;
  naturalKey: string;
  payload: Record<string, unknown>;
}

/** Idempotent: a task whose process died is run again by another. */
export type TaskHandler = (deps: Deps, task: Task) => Promise<void>;

const CLAIM_FOR = MINUTE;
const CLAIM_AGAIN_MS = 20 * SECOND;
const LONGEST_WAIT = 10 * MINUTE;
const BATCH = 20;

/**
 * Schedules a task in the caller's transaction. The natural key makes it one: the same task asked for
 * again takes the new time, and wakes up again where it had been done.
 */
export async function schedule(
  deps: Pick<Deps, 'newId'>,
  trx: Trx,
  task: { kind: string; naturalKey: string; dueAt: Date; payload?: Record<string, unknown> },
): Promise<void> {
  await trx('tasks')
    .insert({
      id: deps.newId(),
      kind: task.kind,
      natural_key: task.naturalKey,
      due_at: task.dueAt,
      payload: toJson(task.payload ?? {}),
    })
    .onConflict()
    .merge({ due_at: task.dueAt, done_at: null, attempts: 0, payload: toJson(task.payload ?? {}) });
}

const dueTasks = (trx: Trx, kinds: readonly string[], now: Date) =>
  trx('tasks')
    .whereNull('done_at')
    .where('due_at', '<=', now)
    .whereIn('kind', kinds)
    .where((free) => {
      void free.whereNull('claimed_until').orWhere('claimed_until', '<', now);
    })
    .orderBy('due_at');

/** The claim is committed before the work begins, since row locks end at one node. */
async function claim(deps: Deps, owner: string, kinds: readonly string[]): Promise<Task[]> {
  const now = deps.clock.now();
  // Most looks find nothing due: they take one statement, not a transaction.
  if ((await dueTasks(deps.db, kinds, now).first('id')) === undefined) return [];
  return await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    const rows = (await dueTasks(trx, kinds, now).limit(BATCH).forUpdate().skipLocked()) as Record<
      string,
      unknown
    >[];
    const tasks = rows.map((row) => ({
      id: String(row['id']),
      kind: String(row['kind']),
      naturalKey: String(row['natural_key']),
      payload: fromJson<Record<string, unknown>>(row['payload']),
    }));
    if (tasks.length > 0) {
      await trx('tasks')
        .whereIn(
          'id',
          tasks.map((task) => task.id),
        )
        .update({ owner, claimed_until: later(now, CLAIM_FOR), attempts: trx.raw('attempts + 1') });
    }
    return tasks;
  });
}

/** Work that takes longer than a claim keeps it, with those that wait behind it, while its process lives. */
function keepClaims(deps: Deps, owner: string, tasks: readonly Task[]): () => void {
  const ids = tasks.map(({ id }) => id);
  const again = setInterval(() => {
    const until = later(deps.clock.now(), CLAIM_FOR);
    deps
      .db('tasks')
      .whereIn('id', ids)
      .where({ owner })
      .whereNull('done_at')
      .update({ claimed_until: until })
      // Taken up by another then, which does no harm.
      .catch(() => undefined);
  }, CLAIM_AGAIN_MS);
  return () => {
    clearInterval(again);
  };
}

async function runTask(
  deps: Deps,
  owner: string,
  task: Task,
  handle: TaskHandler | undefined,
): Promise<void> {
  const mine = deps.db('tasks').where({ id: task.id, owner });
  try {
    await handle?.(deps, task);
    await mine.update({ done_at: deps.clock.now(), owner: null, claimed_until: null });
    deps.metrics.tasksDone.inc({ kind: task.kind, outcome: 'done' });
  } catch (error) {
    deps.logger.error({ err: error, kind: task.kind, key: task.naturalKey }, 'task failed');
    deps.metrics.tasksDone.inc({ kind: task.kind, outcome: 'failed' });
    const now = deps.clock.now();
    const [row] = (await deps.db('tasks').where({ id: task.id }).select('attempts')) as {
      attempts: number;
    }[];
    const wait = Math.min(SECOND * 2 ** (row?.attempts ?? 1), LONGEST_WAIT);
    await deps
      .db('tasks')
      .where({ id: task.id, owner })
      .update({
        owner: null,
        claimed_until: null,
        due_at: later(now, wait),
        last_error: String(error).slice(0, 500),
      });
  }
}

/**
 * Works off what is due. A task that fails is tried again after 2, 4, 8… seconds, ten minutes at most.
 * @returns how many were taken up.
 */
export async function runDueTasks(
  deps: Deps,
  owner: string,
  handlers: ReadonlyMap<string, TaskHandler>,
): Promise<number> {
  const tasks = await claim(deps, owner, [...handlers.keys()]);
  if (tasks.length === 0) return 0;
  const letGo = keepClaims(deps, owner, tasks);
  try {
    for (const task of tasks) await runTask(deps, owner, task, handlers.get(task.kind));
  } finally {
    letGo();
  }
  return tasks.length;
}
