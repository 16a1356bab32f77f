import type { Deps } from '../deps.ts';
import { isDuplicate } from './database-errors.ts';
import type { Trx } from './database.ts';
import {
  findIdempotentAnswer,
  type IdempotencyKey,
  type StoredAnswer,
  storeIdempotentAnswer,
} from './idempotency-keys.ts';
import { inTransaction } from './transaction.ts';

/**
 * A transaction whose answer is kept under the caller's key, in the same commit. A twin request that
 * was faster makes this one hear the twin's answer; so does an answer lost at COMMIT.
 */
export async function inIdempotentTransaction(
  deps: Deps,
  key: IdempotencyKey,
  work: (trx: Trx) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  try {
    return await inTransaction(
      deps,
      async (trx) => {
        const answer = await work(trx);
        await storeIdempotentAnswer(deps, trx, key, answer);
        return answer;
      },
      (trx) => findIdempotentAnswer(trx, key),
    );
  } catch (error) {
    const twin = await findIdempotentAnswer(deps.db, key).catch((missed: unknown) => {
      if (isDuplicate(error, 'idempotency_keys')) throw missed;
      return undefined;
    });
    if (twin !== undefined) return twin;
    throw error;
  }
}
