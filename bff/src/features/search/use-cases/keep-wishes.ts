import type { CheckedRequest } from '@dayi/shared/contracts/index';
import { cleanLine } from '@dayi/shared/plain-text';
import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import { decodeInstantCursor, pageOf } from '../../../infra/cursor.ts';
import { givenText } from '../../../infra/given-text.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import {
  countOpenWishes,
  countWishesOf,
  endWish,
  findWish,
  findWishes,
  insertWish,
  type Wish,
} from '../wishes-repository.ts';

const MOST_CHARACTERS = 500;
const MOST_A_DAY = 20;

const presentWish = (wish: Wish) => ({
  id: wish.id,
  q: wish.q,
  words: wish.words,
  madeAt: wish.madeAt.toISOString(),
  by: wish.userId === null ? null : { id: wish.userId, name: wish.userName ?? '' },
  state: wish.state,
  answer: wish.answer,
  answeredAt: wish.answeredAt?.toISOString() ?? null,
});

/** Keeps what someone looked for in vain. @throws Problem `request.invalid`, `wish.too_many` */
export async function makeWish(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  given: CheckedRequest<'makeWish'>['body'],
): Promise<StoredAnswer> {
  const words = givenText(given.words, 'words', MOST_CHARACTERS);
  const q = cleanLine(given.q);
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const madeAt = deps.clock.now();
    if ((await countWishesOf(trx, actor.userId, later(madeAt, -DAY))) >= MOST_A_DAY) {
      throw new Problem('wish.too_many');
    }
    const id = deps.newId();
    const { userId, name: userName } = actor;
    await insertWish(trx, { id, userId, q, words, madeAt });
    await emit(deps, trx, { topic: 'wish.changed', payload: { what: 'made', wishId: id } });
    const wish = { id, userId, userName, q, words, madeAt, answer: null, answeredAt: null };
    return { status: 201, body: presentWish({ ...wish, state: 'open' }) };
  });
}

/** A page of wishes, with how many are open. @throws Problem `request.cursor_invalid` */
export async function listWishes(deps: Deps, query: CheckedRequest<'listWishes'>['query']) {
  const found = await findWishes(deps.db, {
    state: query.state,
    limit: query.limit + 1,
    ...(query.cursor === undefined ? {} : { after: decodeInstantCursor(query.cursor) }),
  });
  const { rows, nextCursor } = pageOf(found, query.limit, ({ madeAt, id }) => [
    madeAt.toISOString(),
    id,
  ]);
  return { items: rows.map(presentWish), nextCursor, open: await countOpenWishes(deps.db) };
}

/** @throws Problem `wish.not_found`, `wish.answered`, `request.invalid` */
export async function answerWish(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  given: string,
): Promise<StoredAnswer> {
  const answer = givenText(given, 'answer', MOST_CHARACTERS);
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const wish = await findWish(trx, id);
    if (wish === undefined) throw new Problem('wish.not_found');
    const at = deps.clock.now();
    const by = actor.userId;
    if (!(await endWish(trx, id, { answer, at, by }))) throw new Problem('wish.answered');
    await writeAudit(deps, trx, {
      actorId: by,
      action: 'wish.answered',
      objectKind: 'wish',
      objectId: id,
    });
    await emit(deps, trx, { topic: 'wish.changed', payload: { what: 'answered', wishId: id } });
    const body = presentWish({ ...wish, state: 'done', answer, answeredAt: at });
    return { status: 200, body };
  });
}
