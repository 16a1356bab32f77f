import type { RouteName } from '@dayi/shared/routes/index';
import { later } from '../../../infra/clock.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Actor, may, type ObjectScope } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { REVIEW_MS } from '../../bookings/index.ts';
import { isAppealable, type Review } from '../domain/review.ts';
import { findReview } from '../repository.ts';

function scopeOf(review: Review): ObjectScope {
  return {
    ownerId: review.authorId,
    crewId: review.crewId,
    unitId: review.unitId,
    regionCode: review.regionCode,
  };
}

/** Whoever belongs to the unit is a party, also where they hold an office elsewhere. */
export function unitsOf(actor: Actor): string[] {
  return [
    ...(actor.unitId === null ? [] : [actor.unitId]),
    ...actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'unit' ? [scopeId] : [])),
    ...actor.crews.map(({ unitId }) => unitId),
  ];
}

function mayOnReview(actor: Actor, route: RouteName, review: Review): boolean {
  if (route === 'judgeReview' && unitsOf(actor).includes(review.unitId)) return false;
  return may(actor, route, scopeOf(review));
}

/** Author, crew and unit see a review in every state. */
export function isParty(actor: Actor | null, review: Review): boolean {
  return actor !== null && mayOnReview(actor, 'getReview', review);
}

/** Of appeals hear those they are between, and those who may judge them. */
export function seesAppeals(actor: Actor | null, review: Review): boolean {
  return isParty(actor, review) || (actor !== null && mayOnReview(actor, 'judgeReview', review));
}

const isEditable = ({ state, completedAt }: Review, now: Date): boolean =>
  state === 'shown' && completedAt !== null && now <= later(completedAt, REVIEW_MS);

/** What this person may do with the review now. */
export function actionsOf(review: Review, actor: Actor | null, now: Date): string[] {
  if (actor === null) return [];
  const mayTake = (route: RouteName) => mayOnReview(actor, route, review);
  return [
    ...(isEditable(review, now) && mayTake('changeReview') ? ['edit'] : []),
    ...(review.state === 'shown' && review.reply === null && mayTake('replyToReview')
      ? ['reply']
      : []),
    ...(isAppealable(review) && mayTake('appealReview') ? ['appeal'] : []),
    ...(review.state === 'appealed' && mayTake('judgeReview') ? ['judge'] : []),
  ];
}

/**
 * The review, where this person may call `route` on it.
 * @throws Problem `review.not_found` where it is hidden and not theirs, `access.forbidden` where this
 *   step is another's, `request.stale` where they mean a state that it is no longer in
 */
export async function readReviewFor(
  trx: Trx,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<Review> {
  const review = await findReview(trx, { id });
  const isKnown =
    review !== undefined &&
    (review.state === 'shown' || isParty(actor, review) || mayOnReview(actor, route, review));
  if (!isKnown) throw new Problem('review.not_found');
  if (!mayOnReview(actor, route, review)) throw new Problem('access.forbidden');
  const ifMatch = currentIfMatch();
  if (ifMatch !== null && ifMatch !== versionTag(review.version))
    throw new Problem('request.stale');
  return review;
}
