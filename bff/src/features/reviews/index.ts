export { bayesianMilli } from './domain/rating.ts';
export { sumOfAll } from './repository.ts';
