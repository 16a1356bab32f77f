import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { givenText } from '../../../infra/given-text.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { insertAnswer } from '../answers-repository.ts';
import { asksAnswer } from '../domain/figures.ts';
import { presentAnswer } from '../presenter.ts';
import type { Bulletin } from '../repository.ts';
import { readBulletinFor } from './read-bulletin.ts';
import { tellOfBulletin } from './tell-of-bulletin.ts';

const MOST_CHARACTERS = 500;

type Words = CheckedRequest<'answerBulletin'>['body'];

/** Writes an answer down, in time or late, and tells the office. */
export async function keepAnswer(
  deps: Deps,
  trx: Trx,
  bulletin: Pick<Bulletin, 'id' | 'answerBy'>,
  said: Words & { actorId: string | null },
) {
  const { actorId, itemId, unitId } = said;
  const answeredAt = deps.clock.now();
  const answer = {
    id: deps.newId(),
    bulletinId: bulletin.id,
    unitId,
    itemId,
    text: said.text,
    action: said.action,
    answeredAt,
    answeredBy: actorId,
    isLate: bulletin.answerBy !== null && answeredAt >= bulletin.answerBy,
  };
  await insertAnswer(trx, answer);
  const detail = { itemId, isLate: answer.isLate };
  await tellOfBulletin(deps, trx, bulletin.id, { what: 'answered', actorId, unitId, detail });
  return answer;
}

/**
 * A unit's answer to one item, or to all of its items.
 * @throws Problem `request.invalid`, `bulletin.not_found`, `bulletin.item_not_found`, `bulletin.nothing_asked`
 */
export async function answerBulletin(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  body: Words,
): Promise<StoredAnswer> {
  const words = {
    text: givenText(body.text, 'text', MOST_CHARACTERS),
    action: givenText(body.action, 'action', MOST_CHARACTERS),
  };
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const { bulletin, content } = await readBulletinFor(trx, actor, id);
    const isOwn = may(actor, 'answerBulletin', { unitId: body.unitId });
    if (bulletin.state !== 'published' || !isOwn) throw new Problem('bulletin.not_found');
    const ofUnit = content.items.filter(({ unitId }) => unitId === body.unitId);
    const items = body.itemId === null ? ofUnit : ofUnit.filter((one) => one.id === body.itemId);
    if (items.length === 0) throw new Problem('bulletin.item_not_found');
    if (!items.some(({ finding }) => asksAnswer(finding))) {
      throw new Problem('bulletin.nothing_asked');
    }
    const said = { ...body, ...words, actorId: actor.userId };
    return { status: 201, body: presentAnswer(await keepAnswer(deps, trx, bulletin, said)) };
  });
}
