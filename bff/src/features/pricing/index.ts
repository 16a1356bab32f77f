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
export {
  deletePriceList,
  endPriceList,
  findPriceList,
  findPriceLists,
  insertPriceList,
  pickPriceList,
  priceListsColumn,
} from './repository.ts';
