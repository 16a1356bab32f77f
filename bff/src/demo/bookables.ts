import type { Instrument } from '../features/instruments/index.ts';
import type { PriceList } from '../features/pricing/index.ts';
import type { Person } from './world.ts';

/** An instrument that people book, with all that a booking of it needs. */
export interface Bookable {
  instrument: Instrument;
  prices: PriceList;
  operators: readonly Person[];
  /** Mean of its reviews, before chance. */
  quality: number;
  /** Parts of its open hours that are booked, and how many days back that goes. */
  busy: { past: number; future: number; days: number };
}
