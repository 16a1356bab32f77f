import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { decodeInstantCursor, pageOf } from '../../infra/cursor.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { getInstrument } from '../instruments/index.ts';
import { presentReview } from './presenter.ts';
import { findReviews } from './repository.ts';
import { writeReview } from './use-cases/write-review.ts';

export function reviewRoutes(deps: Deps): Handlers<'createReview' | 'listReviews'> {
  return {
    createReview: async ({ actor, params, body, ctx }) =>
      await writeReview(deps, actor, ctx.state.idempotencyKey as IdempotencyKey, params.id, body),
    listReviews: async ({ params, query }) => {
      await getInstrument(deps.db, params.id);
      const after = query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor);
      const found = await findReviews(deps.db, params.id, {
        limit: query.limit + 1,
        ...(after === undefined ? {} : { before: { createdAt: after.at, id: after.id } }),
      });
      const { rows, nextCursor } = pageOf(found, query.limit, (review) => [
        review.createdAt.toISOString(),
        review.id,
      ]);
      return { status: 200, body: { items: rows.map(presentReview), nextCursor } };
    },
  };
}
