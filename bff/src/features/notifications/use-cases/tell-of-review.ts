import type { Deps } from '../../../deps.ts';
import type { OutboxHandler } from '../../../infra/outbox.ts';
import { regionsAbove } from '../../../policy.ts';
import { findHolders } from '../../identity/index.ts';
import { findReview } from '../../reviews/index.ts';
import { isNoticeKind, type NoticeKind } from '../domain/notice-words.ts';
import { findCrew } from './tell-of-booking.ts';
import { type News, writeNotices } from './write-notices.ts';

type Review = NonNullable<Awaited<ReturnType<typeof findReview>>>;

/** The offices over the unit, who judge between it and its users. */
async function findJudges(deps: Deps, { regionCode }: Review): Promise<string[]> {
  return [
    ...(await findHolders(deps.db, 'authority', 'region', regionsAbove(regionCode))),
    ...(await findHolders(deps.db, 'platform_admin', 'platform', ['platform'])),
  ];
}

async function receivers(deps: Deps, kind: NoticeKind, review: Review): Promise<string[]> {
  switch (kind) {
    case 'review.written':
    case 'review.edited':
      return await findCrew(deps, review);
    case 'review.restored':
    case 'review.removed':
      return [review.authorId, ...(await findCrew(deps, review))];
    default:
      return [review.authorId];
  }
}

/** Writes a notice for everyone a step of a review concerns, but not for the one who took it. */
export const tellOfReview: OutboxHandler = async (deps, event) => {
  const { what, reviewId, actorId, reason } = event.payload;
  const kind = `review.${String(what)}`;
  if (!isNoticeKind(kind)) return;
  const review = await findReview(deps.db, { id: String(reviewId) });
  if (review === undefined) return;
  const { bookingId, instrumentId } = review;
  const params = { instrument: review.instrumentName, reason: reason as string | null };
  const news = (await receivers(deps, kind, review)).map((userId): News => {
    return { userId, kind, params, bookingId, instrumentId };
  });
  // An office has no part in the booking: its notice leads to its own list.
  const judges = kind === 'review.appealed' ? await findJudges(deps, review) : [];
  const toJudge = judges
    .filter((userId) => userId !== review.authorId)
    .map((userId): News => {
      return { userId, kind: 'review.to_judge', params, bookingId: null, instrumentId };
    });
  await writeNotices(
    deps,
    event,
    [...toJudge, ...news].filter(({ userId }) => userId !== actorId),
  );
};
