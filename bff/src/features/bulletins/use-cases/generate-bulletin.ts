import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { type Actor, regionPrefix, regionsAbove, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findAnswers } from '../answers-repository.ts';
import { standingAnswers } from '../domain/answers.ts';
import { composeBulletin, type EarlierBulletin } from '../domain/content.ts';
import { type Period, periodOf } from '../domain/period.ts';
import { findRegion } from '../fleet-repository.ts';
import { replaceItems } from '../items-repository.ts';
import { findPublishedBefore, openDraft, readContent, writeDraft } from '../repository.ts';
import { measureProvince } from './measure-province.ts';
import { readHead } from './read-bulletin.ts';
import { tellOfBulletin } from './tell-of-bulletin.ts';

async function readEarlier(
  trx: Trx,
  regionCode: string,
  period: string,
): Promise<EarlierBulletin | null> {
  const earlier = await findPublishedBefore(trx, regionCode, period);
  if (earlier === undefined) return null;
  const answers = standingAnswers(await findAnswers(trx, earlier.id));
  return {
    id: earlier.id,
    content: await readContent(trx, earlier.id),
    answerOf: answers.ofItem,
  };
}

/** Where regions' codes are of a province: what classes are compared over. */
const provinceOf = (regionCode: string): string =>
  regionPrefix(regionsAbove(regionCode).at(-1) ?? regionCode);

/**
 * Makes the draft of a region and period, or makes it anew.
 * @throws Problem `bulletin.published`, `bulletin.nothing_read`
 */
export async function makeDraft(
  deps: Deps,
  trx: Trx,
  { actorId, period, regionCode }: { actorId: string | null; period: Period; regionCode: string },
): Promise<string> {
  const region = await findRegion(trx, regionCode);
  if (region === undefined) throw new Problem('bulletin.nothing_read');
  const at = deps.clock.now();
  const wish = { id: deps.newId(), regionCode, period: period.key, at };
  const draft = await openDraft(trx, wish);
  if (draft.state === 'published') throw new Problem('bulletin.published');
  const prefix = regionPrefix(regionCode);
  const content = composeBulletin(
    { period, region },
    await measureProvince(trx, provinceOf(regionCode), period),
    (code) => code.startsWith(prefix),
    await readEarlier(trx, regionCode, period.key),
    deps.newId,
  );
  if (content.total.instruments === 0) throw new Problem('bulletin.nothing_read');
  await replaceItems(trx, draft.id, content.items);
  await writeDraft(trx, draft.id, content, { at, by: actorId });
  const detail = { period: period.key, regionCode };
  await tellOfBulletin(deps, trx, draft.id, { what: 'generated', actorId, detail });
  return draft.id;
}

/**
 * Generates a draft for the office's own region.
 * @throws Problem `access.forbidden` for another region, `bulletin.period_not_over`, and those of `makeDraft`
 */
export async function generateBulletin(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  wish: CheckedRequest<'createBulletin'>['body'],
): Promise<StoredAnswer> {
  const own = scopesFor(actor, 'createBulletin', 'region');
  const regionCode = wish.regionCode ?? own[0];
  if (regionCode === undefined || !own.includes(regionCode)) throw new Problem('access.forbidden');
  const period = periodOf(wish.period);
  if (period === null || period.endsAt > deps.clock.now()) {
    throw new Problem('bulletin.period_not_over');
  }
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const id = await makeDraft(deps, trx, { actorId: actor.userId, period, regionCode });
    return { status: 201, body: await readHead(deps, trx, actor, id) };
  });
}
