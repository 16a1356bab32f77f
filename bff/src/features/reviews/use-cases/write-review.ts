import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { bookingEvent, noteReviewed, readBookingFor, REVIEW_MS } from '../../bookings/index.ts';
import type { Scores } from '../domain/rating.ts';
import { presentReview } from '../presenter.ts';
import { addToRating } from '../ratings-repository.ts';
import { findReview, insertReview } from '../repository.ts';
import { judgeReviewText } from './judge-words.ts';
import { reviewEvent } from './tell-of-review.ts';

interface Words {
  scores: Scores;
  text: string;
}

async function write(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  bookingId: string,
  words: Words,
): Promise<StoredAnswer> {
  const { scores } = words;
  const now = deps.clock.now();
  const booking = await readBookingFor(trx, actor, bookingId, 'createReview');
  if (booking.reviewedAt !== null) throw new Problem('review.already_written');
  if (booking.completedAt === null || !['completed', 'closed'].includes(booking.state)) {
    throw new Problem('booking.state_conflict');
  }
  if (now > later(booking.completedAt, REVIEW_MS)) throw new Problem('review.too_late');
  const text = judgeReviewText(scores, words.text);
  const { instrumentId } = booking;
  const id = deps.newId();
  const authorId = actor.userId;
  await insertReview(trx, { id, bookingId, instrumentId, authorId, scores, text, createdAt: now });
  await addToRating(trx, instrumentId, scores);
  if (!(await noteReviewed(trx, bookingId, now))) throw new Problem('review.already_written');
  await emit(
    deps,
    trx,
    bookingEvent(booking, booking.state, { what: 'reviewed', actorId: authorId }),
    reviewEvent({ id, bookingId, instrumentId }, 'written', authorId),
  );
  const written = await findReview(trx, { id });
  if (written === undefined) throw new Error(`review ${id} is not where it was written`);
  return { status: 201, body: presentReview(written, { actor, now }) };
}

/**
 * Reviews a finished booking, once: the table's key refuses a second one, however fast it comes.
 * @throws Problem `booking.not_found`, `booking.state_conflict`, `review.already_written`,
 *   `review.too_late`, `review.too_long`, `review.reason_required`
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
