import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { readBookingFor, REVIEW_MS } from '../../bookings/index.ts';
import type { Scores } from '../domain/rating.ts';
import type { Review } from '../domain/review.ts';
import { addToRating, takeFromRating } from '../ratings-repository.ts';
import { changeReview, findReview, keepVersion } from '../repository.ts';
import { judgeReviewText } from './judge-words.ts';
import { tellOfReview } from './tell-of-review.ts';

/**
 * Says something else in one's review; what it said before is kept. What is under appeal stands still
 * until it is judged, so that what was appealed is what is judged.
 * @throws Problem `booking.not_found`, `review.not_found`, `review.state_conflict` while it is hidden or
 *   where a faster one changed it, `review.too_late`, `review.too_long`, `review.reason_required`
 */
export async function editReview(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  words: { scores: Scores; text: string },
): Promise<Review> {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, bookingId, 'changeReview');
    const review = await findReview(trx, { bookingId });
    if (review === undefined) throw new Problem('review.not_found');
    const ifMatch = currentIfMatch();
    if (ifMatch !== null && ifMatch !== versionTag(review.version)) {
      throw new Problem('request.stale');
    }
    if (review.state !== 'shown') throw new Problem('review.state_conflict');
    const now = deps.clock.now();
    const { completedAt } = booking;
    if (completedAt === null || now > later(completedAt, REVIEW_MS)) {
      throw new Problem('review.too_late');
    }
    const { scores } = words;
    const text = judgeReviewText(scores, words.text);
    const isSame = text === review.text && sameScores(scores, review.scores);
    // Sent twice, or nothing changed: no edit to speak of.
    if (isSame) return review;
    const change = { scores, text, edits: review.edits + 1, editedAt: now };
    if (!(await changeReview(trx, review, change))) throw new Problem('review.state_conflict');
    await keepVersion(trx, review);
    await takeFromRating(trx, review.instrumentId, review.scores);
    await addToRating(trx, review.instrumentId, scores);
    await tellOfReview(deps, trx, review, { what: 'edited', actorId: actor.userId });
    return { ...review, ...change, version: review.version + 1 };
  });
}

function sameScores(a: Scores, b: Scores): boolean {
  return (
    a.quality === b.quality &&
    a.speed === b.speed &&
    a.attitude === b.attitude &&
    a.value === b.value
  );
}
