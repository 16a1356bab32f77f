import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { insertAppeal } from '../appeals-repository.ts';
import { editionOf, isAppealable } from '../domain/review.ts';
import { presentReview } from '../presenter.ts';
import { takeFromRating } from '../ratings-repository.ts';
import { changeReview, insertReply } from '../repository.ts';
import { judgeAnswerText } from './judge-words.ts';
import { readReviewFor } from './read-review.ts';
import { tellOfReview } from './tell-of-review.ts';

/**
 * The crew's reply, once: the table's key refuses a second one.
 * @throws Problem `review.not_found`, `review.already_replied`, `review.state_conflict` while it is
 *   hidden, `review.too_long`
 */
export async function replyToReview(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  words: string,
): Promise<StoredAnswer> {
  try {
    return await inIdempotentTransaction(deps, key, async (trx) => {
      const review = await readReviewFor(trx, actor, id, 'replyToReview');
      if (review.reply !== null) throw new Problem('review.already_replied');
      if (review.state !== 'shown') throw new Problem('review.state_conflict');
      const now = deps.clock.now();
      const text = judgeAnswerText(words, 'text');
      await insertReply(trx, { reviewId: id, authorId: actor.userId, text, createdAt: now });
      await tellOfReview(deps, trx, review, {
        what: 'replied',
        actorId: actor.userId,
        reason: text,
      });
      const replied = { ...review, reply: { text, createdAt: now } };
      return { status: 201, body: presentReview(replied, { actor, now }) };
    });
  } catch (error) {
    if (isDuplicate(error, 'review_replies')) throw new Problem('review.already_replied');
    throw error;
  }
}

/**
 * Says that a review should not stand. It is hidden, and counts in no rating, until it is judged.
 * @throws Problem `review.not_found`, `review.state_conflict` where it is hidden already, was judged
 *   once, or a faster one changed it, `review.too_long`
 */
export async function appealReview(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  words: string,
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const review = await readReviewFor(trx, actor, id, 'appealReview');
    const reason = judgeAnswerText(words, 'reason');
    const isOpen = isAppealable(review);
    if (!isOpen || !(await changeReview(trx, review, { state: 'appealed' }))) {
      throw new Problem('review.state_conflict');
    }
    const now = deps.clock.now();
    const appeal = { id: deps.newId(), edition: editionOf(review), reason, appealedAt: now };
    await insertAppeal(trx, { ...appeal, reviewId: id, appealedBy: actor.userId });
    await takeFromRating(trx, review.instrumentId, review.scores);
    await tellOfReview(deps, trx, review, { what: 'appealed', actorId: actor.userId, reason });
    const appealed = {
      ...review,
      state: 'appealed' as const,
      version: review.version + 1,
      appeal: { ...appeal, decision: null, judgement: null, judgedAt: null },
    };
    return { status: 201, body: presentReview(appealed, { actor, now }) };
  });
}
