import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { fromJson, toJson, type Trx } from './database.ts';

/** A key serves one actor on one method and path. */
export interface IdempotencyKey {
  actorId: string;
  target: string;
  key: string;
  bodyHash: string;
}

export interface StoredAnswer {
  status: number;
  body: unknown;
}

/**
 * The first answer given under this key, if any.
 * @throws Problem `idempotency.body_differs` where the key was used with another body.
 */
export async function findIdempotentAnswer(
  trx: Trx,
  key: IdempotencyKey,
): Promise<StoredAnswer | undefined> {
  const row = (await trx('idempotency_keys')
    .where({ actor_id: key.actorId, target: key.target, idem_key: key.key })
    .first()) as { body_hash: string; status: number; answer: string } | undefined;
  if (row === undefined) return undefined;
  if (row.body_hash !== key.bodyHash) throw new Problem('idempotency.body_differs');
  return { status: row.status, body: fromJson(row.answer) };
}

/** Written in the transaction of the work itself. A second writer collides on the primary key. */
export async function storeIdempotentAnswer(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  key: IdempotencyKey,
  answer: StoredAnswer,
): Promise<void> {
  await trx('idempotency_keys').insert({
    actor_id: key.actorId,
    target: key.target,
    idem_key: key.key,
    body_hash: key.bodyHash,
    status: answer.status,
    answer: toJson(answer.body),
    created_at: deps.clock.now(),
  });
}
