import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { Problem } from '../../problem.ts';
import { readBookingFor } from '../bookings/index.ts';
import { presentReview } from './presenter.ts';
import { findReview } from './repository.ts';
import { appealReview, replyToReview } from './use-cases/answer-review.ts';
import { editReview } from './use-cases/edit-review.ts';
import { judgeReview, listAppeals } from './use-cases/judge-appeal.ts';
import { listReviews, listVersions } from './use-cases/list-reviews.ts';
import { writeReview } from './use-cases/write-review.ts';

type Routes =
  | 'createReview'
  | 'getReview'
  | 'changeReview'
  | 'listReviews'
  | 'listReviewVersions'
  | 'replyToReview'
  | 'appealReview'
  | 'judgeReview'
  | 'listReviewAppeals';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

export function reviewRoutes(deps: Deps): Handlers<Routes> {
  return {
    createReview: async ({ actor, params, body, ctx }) =>
      await writeReview(deps, actor, keyOf(ctx), params.id, body),
    getReview: async ({ actor, params, ctx }) => {
      await readBookingFor(deps.db, actor, params.id, 'getReview');
      const review = await findReview(deps.db, { bookingId: params.id });
      if (review === undefined) throw new Problem('review.not_found');
      ctx.set('ETag', versionTag(review.version));
      return { status: 200, body: presentReview(review, { actor, now: deps.clock.now() }) };
    },
    changeReview: async ({ actor, params, body, ctx }) => {
      const review = await editReview(deps, actor, params.id, body);
      ctx.set('ETag', versionTag(review.version));
      return { status: 200, body: presentReview(review, { actor, now: deps.clock.now() }) };
    },
    listReviews: async ({ visitor, params, query }) => ({
      status: 200,
      body: await listReviews(deps, visitor, params.id, query),
    }),
    listReviewVersions: async ({ visitor, params }) => ({
      status: 200,
      body: await listVersions(deps, visitor, params.id),
    }),
    replyToReview: async ({ actor, params, body, ctx }) =>
      await replyToReview(deps, actor, keyOf(ctx), params.id, body.text),
    appealReview: async ({ actor, params, body, ctx }) =>
      await appealReview(deps, actor, keyOf(ctx), params.id, body.reason),
    judgeReview: async ({ actor, params, body }) => ({
      status: 200,
      body: await judgeReview(deps, actor, params.id, body),
    }),
    listReviewAppeals: async ({ actor, query }) => ({
      status: 200,
      body: await listAppeals(deps, actor, query),
    }),
  };
}
