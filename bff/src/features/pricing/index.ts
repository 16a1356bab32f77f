export { billTime, quoteTime } from './domain/bill-time.ts';
export {
  divideHalfUp,
  type PriceItem,
  type PriceList,
  type QuoteLine,
  termsOf,
  totalOf,
} from './domain/price-list.ts';
export { quoteSamples } from './domain/quote-samples.ts';
export { findPriceList, pickPriceList, priceListsColumn } from './repository.ts';
