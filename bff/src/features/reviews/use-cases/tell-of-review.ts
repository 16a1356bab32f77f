import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit, type NewEvent } from '../../../infra/outbox.ts';
import { writeAudit } from '../../audit/index.ts';
import type { Review } from '../domain/review.ts';

type Step = 'written' | 'edited' | 'replied' | 'appealed' | 'restored' | 'removed';

/** What every change of a review tells: notices, ratings in lists and open pages live on it. */
export function reviewEvent(
  review: Pick<Review, 'id' | 'bookingId' | 'instrumentId'>,
  what: Step,
  actorId: string,
  reason: string | null = null,
): NewEvent {
  const { id: reviewId, bookingId, instrumentId } = review;
  return {
    topic: 'review.changed',
    payload: { what, reviewId, bookingId, instrumentId, actorId, reason },
  };
}

/** Tells of a step, and writes it into the trail, in the caller's transaction. */
export async function tellOfReview(
  deps: Deps,
  trx: Trx,
  review: Review,
  step: { what: Step; actorId: string; reason?: string },
): Promise<void> {
  const { what, actorId, reason = null } = step;
  await writeAudit(deps, trx, {
    actorId,
    action: `review.${what}`,
    objectKind: 'review',
    objectId: review.id,
    unitId: review.unitId,
    detail: { bookingId: review.bookingId, ...(reason === null ? {} : { reason }) },
  });
  await emit(deps, trx, reviewEvent(review, what, actorId, reason));
}
