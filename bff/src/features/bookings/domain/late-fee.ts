import { divideHalfUp } from '../../pricing/index.ts';
import type { Booking } from './booking.ts';

type Priced = Pick<Booking, 'state' | 'totalFen' | 'freeCancelUntil' | 'quote'>;

/**
 * What a cancellation costs, in fen. Requests, and whatever the crew itself cancels, cost nothing;
 * a confirmed booking past its free limit costs the instrument's share. Limits are inclusive.
 */
export function lateCancelFee(booking: Priced, isByOwner: boolean, at: Date): number {
  if (booking.state !== 'confirmed' || !isByOwner) return 0;
  if (booking.freeCancelUntil === null || at <= booking.freeCancelUntil) return 0;
  return divideHalfUp(booking.totalFen * booking.quote.lateCancelPercent, 100);
}

/** What not coming costs, in fen: the instrument's share of the price [100 %]. */
export function noShowFee(booking: Priced): number {
  return divideHalfUp(booking.totalFen * (booking.quote.noShowPercent ?? 100), 100);
}
