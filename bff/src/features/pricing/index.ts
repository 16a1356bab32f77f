export {
  divideHalfUp,
  type PriceItem,
  type PriceList,
  type QuoteLine,
  quoteTime,
  totalOf,
} from './domain/quote-time.ts';
export { findPriceList } from './repository.ts';
