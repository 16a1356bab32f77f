export { bayesianMilli } from './domain/rating.ts';
export { countRatings, findRatingSums, type RatingSums } from './ratings-repository.ts';
export { findReview } from './repository.ts';
