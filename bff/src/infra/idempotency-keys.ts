import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { fromJson, toJson, type Trx } from './database.ts';
import { gather } from './gather.ts';
import { insertRows } from './insert-rows.ts';

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

interface KeyRow {
  actor_id: string;
  target: string;
  idem_key: string;
  body_hash: string;
  status: number;
  answer: string;
}

/** The rows under these keys, in one statement. */
async function findRows(trx: Trx, keys: readonly IdempotencyKey[]): Promise<KeyRow[]> {
  // Spelled out by `or`, since MariaDB reads no range for a list of tuples, and by hand: the query
  // builder takes as long over a rush's 64 keys as the database does.
  const each = '(actor_id = ? and target = ? and idem_key = ?)';
  const [rows] = (await trx.raw(
    `select * from idempotency_keys where ${keys.map(() => each).join(' or ')}`,
    keys.flatMap(({ actorId, target, key }) => [actorId, target, key]),
  )) as [KeyRow[]];
  return rows;
}

function answerIn(rows: readonly KeyRow[], key: IdempotencyKey): StoredAnswer | undefined {
  const row = rows.find(
    ({ actor_id, target, idem_key }) =>
      actor_id === key.actorId && target === key.target && idem_key === key.key,
  );
  if (row === undefined) return undefined;
  if (row.body_hash !== key.bodyHash) throw new Problem('idempotency.body_differs');
  return { status: row.status, body: fromJson(row.answer) };
}

/**
 * The first answer given under this key, if any.
 * @throws Problem `idempotency.body_differs` where the key was used with another body.
 */
export async function findIdempotentAnswer(
  trx: Trx,
  key: IdempotencyKey,
): Promise<StoredAnswer | undefined> {
  return answerIn(await findRows(trx, [key]), key);
}

/** The same for a server that is asked by many at once. */
export function idempotentAnswers(
  trx: Trx,
): (key: IdempotencyKey) => Promise<StoredAnswer | undefined> {
  const rowsFor = gather(async (keys: readonly IdempotencyKey[]) => {
    const rows = await findRows(trx, keys);
    return keys.map(() => rows);
  });
  return async (key) => answerIn(await rowsFor(key), key);
}

/** Written in the transaction of the work itself. A second writer collides on the primary key. */
export async function storeIdempotentAnswer(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  key: IdempotencyKey,
  answer: StoredAnswer,
): Promise<void> {
  await storeIdempotentAnswers(deps, trx, [{ key, answer }]);
}

/** The same for several works of one transaction. */
export async function storeIdempotentAnswers(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  answered: readonly { key: IdempotencyKey; answer: StoredAnswer }[],
): Promise<void> {
  await insertRows(
    trx,
    'idempotency_keys',
    answered.map(({ key, answer }) => ({
      actor_id: key.actorId,
      target: key.target,
      idem_key: key.key,
      body_hash: key.bodyHash,
      status: answer.status,
      answer: toJson(answer.body),
      created_at: deps.clock.now(),
    })),
  );
}
