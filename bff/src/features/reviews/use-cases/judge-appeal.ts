import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { decodeInstantCursor, pageOf } from '../../../infra/cursor.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, regionPrefix, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findAppealed, judgeAppeal, type JudgeScope } from '../appeals-repository.ts';
import { presentReview } from '../presenter.ts';
import { addToRating } from '../ratings-repository.ts';
import { changeReview } from '../repository.ts';
import { judgeAnswerText } from './judge-words.ts';
import { readReviewFor, unitsOf } from './read-review.ts';
import { tellOfReview } from './tell-of-review.ts';

/**
 * Ends an appeal: the review is shown and counts again, or is removed for good.
 * @throws Problem `review.not_found`, `access.forbidden` also for people of the unit itself,
 *   `review.state_conflict` where it is not under appeal any more, `review.too_long`
 */
export async function judgeReview(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { decision: 'restore' | 'remove'; reason: string },
) {
  return await inTransaction(deps, async (trx) => {
    const review = await readReviewFor(trx, actor, id, 'judgeReview');
    const { appeal } = review;
    const judgement = judgeAnswerText(input.reason, 'reason');
    if (review.state !== 'appealed' || appeal === null) throw new Problem('review.state_conflict');
    const isRestored = input.decision === 'restore';
    const decision = isRestored ? ('restored' as const) : ('removed' as const);
    const now = deps.clock.now();
    const judged = { decision, judgement, judgedAt: now };
    const state = isRestored ? ('shown' as const) : ('removed' as const);
    const isFirst =
      (await changeReview(trx, review, { state })) &&
      (await judgeAppeal(trx, appeal.id, { ...judged, judgedBy: actor.userId }));
    if (!isFirst) throw new Problem('review.state_conflict');
    if (isRestored) await addToRating(trx, review.instrumentId, review.scores);
    const step = { what: decision, actorId: actor.userId, reason: judgement };
    await tellOfReview(deps, trx, review, step);
    const after = {
      ...review,
      state,
      version: review.version + 1,
      appeal: { ...appeal, ...judged },
    };
    return presentReview(after, { actor, now });
  });
}

function scopeOf(actor: Actor): JudgeScope {
  return {
    everything: scopesFor(actor, 'listReviewAppeals', 'platform').length > 0,
    regionPrefixes: scopesFor(actor, 'listReviewAppeals', 'region').map(regionPrefix),
    notUnits: unitsOf(actor),
    userId: actor.userId,
  };
}

/** A page of the appeals that this person may judge, or that were judged. */
export async function listAppeals(
  deps: Deps,
  actor: Actor,
  query: CheckedRequest<'listReviewAppeals'>['query'],
) {
  const isOpen = query.state === 'open';
  const found = await findAppealed(deps.db, scopeOf(actor), {
    isOpen,
    limit: query.limit + 1,
    after: query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor),
  });
  const { rows, nextCursor } = pageOf(found, query.limit, ({ appeal }) => [
    ((isOpen ? appeal?.appealedAt : appeal?.judgedAt) ?? new Date(0)).toISOString(),
    appeal?.id ?? '',
  ]);
  const reader = { actor, now: deps.clock.now() };
  return { items: rows.map((review) => presentReview(review, reader)), nextCursor };
}
