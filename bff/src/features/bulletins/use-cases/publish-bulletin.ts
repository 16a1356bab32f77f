import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { schedule } from '../../../infra/tasks.ts';
import { type Actor, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { answerDue, reminderDue } from '../domain/period.ts';
import { lockBulletin, publish } from '../repository.ts';
import { readBulletinFor, readHead } from './read-bulletin.ts';
import { tellOfBulletin } from './tell-of-bulletin.ts';

/** Before an answer is due, and when it is. */
export const REMIND = 'bulletins.remind';
export const CLOSE = 'bulletins.close';

/** Freezes a draft that is held, tells the units it names, and plans when they are reminded. */
export async function publishDraft(
  deps: Deps,
  trx: Trx,
  id: string,
  actorId: string | null,
): Promise<void> {
  const at = deps.clock.now();
  const answerBy = answerDue(at);
  await publish(trx, id, { at, by: actorId, answerBy });
  await tellOfBulletin(deps, trx, id, { what: 'published', actorId });
  const payload = { bulletinId: id };
  for (const [kind, dueAt] of [
    [REMIND, reminderDue(answerBy)],
    [CLOSE, answerBy],
  ] as const) {
    await schedule(deps, trx, { kind, naturalKey: id, dueAt, payload });
  }
}

/**
 * Publishes the draft that was looked at.
 * @throws Problem `bulletin.not_found`, `access.forbidden` for another office's, `bulletin.published`,
 *   `request.stale` where it was made anew meanwhile
 */
export async function publishBulletin(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  { id, sha256 }: { id: string; sha256: string },
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, async (trx) => {
    await readBulletinFor(trx, actor, id);
    const held = await lockBulletin(trx, id);
    if (held === undefined) throw new Problem('bulletin.not_found');
    if (!scopesFor(actor, 'publishBulletin', 'region').includes(held.regionCode)) {
      throw new Problem('access.forbidden');
    }
    if (held.state === 'published') throw new Problem('bulletin.published');
    if (held.sha256 !== sha256) throw new Problem('request.stale');
    await publishDraft(deps, trx, id, actor.userId);
    return { status: 200, body: await readHead(deps, trx, actor, id) };
  });
}
