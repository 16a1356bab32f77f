import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { getInstrument } from '../../instruments/index.ts';
import { sumOf } from '../domain/rating.ts';
import { presentReview, presentVersion } from '../presenter.ts';
import { findRatingSums } from '../ratings-repository.ts';
import { findReview, findReviews, findVersions } from '../repository.ts';
import { isParty } from './read-review.ts';

type Query = CheckedRequest<'listReviews'>['query'];

function readAfter(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [score, text, id] = decodeCursor(cursor, 3);
  const at = new Date(String(text));
  if (!Number.isInteger(score) || Number.isNaN(at.getTime()) || typeof id !== 'string') {
    throw new Problem('request.cursor_invalid');
  }
  return { score: Number(score), at, id };
}

/**
 * A page of an instrument's reviews with how they spread.
 * @throws Problem `instrument.not_found`, `request.cursor_invalid`
 */
export async function listReviews(
  deps: Deps,
  actor: Actor | null,
  instrumentId: string,
  { sort, stars, cursor, limit }: Query,
) {
  await getInstrument(deps.db, instrumentId);
  const found = await findReviews(deps.db, instrumentId, {
    sort,
    stars,
    limit: limit + 1,
    after: readAfter(cursor),
  });
  const { rows, nextCursor } = pageOf(found, limit, (review) => [
    sumOf(review.scores),
    review.createdAt.toISOString(),
    review.id,
  ]);
  const { reviews, stars: histogram } = await findRatingSums(deps.db, instrumentId);
  const reader = { actor, now: deps.clock.now() };
  return {
    items: rows.map((review) => presentReview(review, reader)),
    nextCursor,
    total: stars === undefined ? reviews : (histogram[stars - 1] ?? 0),
    histogram,
  };
}

/**
 * What a review said before its edits, newest first.
 * @throws Problem `review.not_found` also where it is hidden and not one's own
 */
export async function listVersions(deps: Deps, actor: Actor | null, id: string) {
  const review = await findReview(deps.db, { id });
  if (review === undefined || (review.state !== 'shown' && !isParty(actor, review))) {
    throw new Problem('review.not_found');
  }
  return { items: (await findVersions(deps.db, id)).map(presentVersion) };
}
