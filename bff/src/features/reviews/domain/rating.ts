/** Weight of the catalogue's mean in an instrument's rating (rules of the domain, "Reviews"). */
const PRIOR_WEIGHT = 5;
/** Where nobody has reviewed anything yet. */
const NEUTRAL = 4;

export interface Scores {
  quality: number;
  speed: number;
  attitude: number;
  value: number;
}

export function sumOf(scores: Scores): number {
  return scores.quality + scores.speed + scores.attitude + scores.value;
}

/** A review's stars: the mean of its four scores, rounded to a whole one, half up. */
export function starsOf(scores: Scores): number {
  return Math.floor((sumOf(scores) + 2) / 4);
}

/** The sums of scores, lowest and highest, that come to these stars. */
export function sumsOfStars(stars: number): [lowest: number, highest: number] {
  return [4 * stars - 2, 4 * stars + 1];
}

export function needsReason(scores: Scores): boolean {
  return Math.min(scores.quality, scores.speed, scores.attitude, scores.value) <= 2;
}

/**
 * Bayesian mean in thousandths, drawn toward the catalogue's mean as if by five more reviews; sums
 * are of all four scores, so a mean of 4.5 from one review is a `scoreSum` of 18. 0 without reviews.
 */
export function bayesianMilli(
  own: { scoreSum: number; reviews: number },
  all: { scoreSum: number; reviews: number },
): number {
  if (own.reviews === 0) return 0;
  const prior = all.reviews === 0 ? NEUTRAL : all.scoreSum / (4 * all.reviews);
  const mean = (own.scoreSum / 4 + prior * PRIOR_WEIGHT) / (own.reviews + PRIOR_WEIGHT);
  return Math.round(mean * 1000);
}
