import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import {
  errnoOf,
  isConnectionLost,
  isDatabaseAway,
  isRetryable,
  toProblem,
} from './database-errors.ts';
import type { Trx } from './database.ts';
import type { Knex } from 'knex';

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 5;

/** COMMIT was sent and no answer came: the work may stand or not. */
class CommitUnknown extends Error {
  override name = 'CommitUnknown';
}

async function runOnce<T>(db: Knex, work: (trx: Trx) => Promise<T>): Promise<T> {
  const trx = await db.transaction();
  // Knex tells of a refused or lost BEGIN and COMMIT here alone: its own promises of them resolve.
  if (trx.isCompleted()) await trx.executionPromise;
  let answer: T;
  try {
    answer = await work(trx);
  } catch (error) {
    await trx.rollback().catch(() => undefined);
    throw error;
  }
  try {
    await trx.commit();
    await trx.executionPromise;
  } catch (error) {
    if (isDatabaseAway(error)) throw new CommitUnknown('commit', { cause: error });
    throw error;
  }
  return answer;
}

/**
 * Runs `work` in one transaction and runs it whole again, with jitter, where the database says so
 * (deadlock, lock wait, certification, node not ready), also when COMMIT says it, and where the line
 * broke before COMMIT was sent.
 *
 * An answer lost at COMMIT is unknown, not failed: `reread` looks on a fresh connection whether the
 * work stands, by idempotency key or id, and gives its answer; without it, or where it finds nothing,
 * the caller hears `server.unavailable` and may safely ask again.
 *
 * `work` must touch nothing but the database: it may run several times.
 */
export async function inTransaction<T>(
  deps: Pick<Deps, 'db' | 'random' | 'metrics' | 'wakeWorker'>,
  work: (trx: Trx) => Promise<T>,
  reread?: (trx: Trx) => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await runOnce(deps.db, work);
      deps.wakeWorker();
      return answer;
    } catch (error) {
      if (error instanceof CommitUnknown) {
        const found = await reread?.(deps.db).catch(() => undefined);
        if (found !== undefined) return found;
        throw toProblem(error.cause);
      }
      const isWorthIt = isRetryable(error) || isConnectionLost(error);
      if (!isWorthIt || attempt === ATTEMPTS) throw toProblem(error);
      deps.metrics.transactionRetries.inc({ errno: String(errnoOf(error)) });
      await sleep(FIRST_WAIT_MS * 2 ** attempt * deps.random());
    }
  }
}
