import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { changeInPlace, readBookingFor, REVIEW_MS } from '../../bookings/index.ts';
import { needsReason, starsOf } from '../domain/rating.ts';
import { presentReview } from '../presenter.ts';
import { addToRating, insertReview, type Scores } from '../repository.ts';

interface Words {
  scores: Scores;
  text: string;
}

async function write(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  bookingId: string,
  { scores, text }: Words,
): Promise<StoredAnswer> {
  const now = deps.clock.now();
  const booking = await readBookingFor(trx, actor, bookingId, 'createReview');
  if (booking.reviewedAt !== null) throw new Problem('review.already_written');
  if (booking.completedAt === null || !['completed', 'closed'].includes(booking.state)) {
    throw new Problem('booking.state_conflict');
  }
  if (now > later(booking.completedAt, REVIEW_MS)) throw new Problem('review.too_late');
  if (needsReason(scores) && text === '') throw new Problem('review.reason_required');
  const review = {
    id: deps.newId(),
    bookingId,
    instrumentId: booking.instrumentId,
    authorId: actor.userId,
    scores,
    text,
    createdAt: now,
  };
  await insertReview(trx, review);
  await addToRating(trx, booking.instrumentId, scores, starsOf(scores));
  const payload = {
    reviewId: review.id,
    bookingId,
    instrumentId: booking.instrumentId,
    crewId: booking.crewId,
  };
  const step = { what: 'reviewed', actorId: actor.userId, change: { reviewedAt: now } };
  await changeInPlace(deps, trx, booking, step, { topic: 'review.written', payload });
  return { status: 201, body: presentReview({ ...review, authorName: actor.name }) };
}

/**
 * Reviews a finished booking, once: the table's key refuses a second one, however fast it comes.
 * @throws Problem `booking.not_found`, `booking.state_conflict`, `review.already_written`,
 *   `review.too_late`, `review.reason_required`
 */
export async function writeReview(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  bookingId: string,
  words: Words,
): Promise<StoredAnswer> {
  try {
    return await inIdempotentTransaction(deps, key, (trx) =>
      write(deps, trx, actor, bookingId, words),
    );
  } catch (error) {
    if (isDuplicate(error, 'reviews', 'reviews__booking_id')) {
      throw new Problem('review.already_written');
    }
    throw error;
  }
}
