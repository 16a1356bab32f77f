import { divideHalfUp } from '../../pricing/index.ts';
import type { BookingState } from './states.ts';

/**
 * What a cancellation costs, in fen. Requests, and whatever the crew itself cancels, cost nothing;
 * a confirmed booking past its free limit costs the instrument's share. Limits are inclusive.
 */
export function lateCancelFee(booking: {
  state: BookingState;
  totalFen: number;
  freeCancelUntil: Date | null;
  lateCancelPercent: number;
  isByOwner: boolean;
  at: Date;
}): number {
  if (booking.state !== 'confirmed' || !booking.isByOwner) return 0;
  if (booking.freeCancelUntil !== null && booking.at <= booking.freeCancelUntil) return 0;
  return divideHalfUp(booking.totalFen * booking.lateCancelPercent, 100);
}
