export { bayesianMilli } from './domain/rating.ts';
export { countRatings, type RatingSums, ratingSumsOf, sumRatings } from './ratings-repository.ts';
export { findReview } from './repository.ts';
