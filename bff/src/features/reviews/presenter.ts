import type { Review } from './repository.ts';

/** 李文静 → 李**: who reviewed is nobody's business, that it was a person is. */
function maskedName(name: string): string {
  return `${name.slice(0, 1)}**`;
}

export const presentReview = (review: Review) => ({
  id: review.id,
  scores: review.scores,
  text: review.text,
  authorName: maskedName(review.authorName),
  createdAt: review.createdAt.toISOString(),
});
