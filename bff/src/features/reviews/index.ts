export { bayesianMilli } from './domain/rating.ts';
export { findRatingSums, type RatingSums } from './ratings-repository.ts';
export { findReview } from './repository.ts';
