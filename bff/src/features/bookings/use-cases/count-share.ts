import type { Trx } from '../../../infra/database.ts';
import { findMemberUse, setShare, type Share, spendingMonth } from '../../groups/index.ts';
import { Problem } from '../../../problem.ts';
import type { Booking } from '../domain/booking.ts';
import { brokenLimit } from '../domain/decide-booking.ts';

/** The part of its owner's month that a booking takes; null where no group pays for it. */
export function shareOf(booking: Booking): Share | null {
  if (booking.payerKind !== 'group') return null;
  return {
    bookingId: booking.id,
    groupId: booking.payerId,
    userId: booking.ownerId,
    month: spendingMonth(booking.createdAt),
  };
}

/**
 * Counts what a booking takes of its owner's month from now on, in fen: what is held, paid or kept of it.
 * What use has cost is counted whatever the limit says.
 */
export async function countShare(trx: Trx, booking: Booking, fen: number): Promise<void> {
  const share = shareOf(booking);
  if (share !== null) await setShare(trx, share, fen, 'passed');
}

/**
 * The same where someone asks for it, and so within the limit.
 * @throws Problem `booking.rules_broken` with `booking.member_limit`
 */
export async function takeShare(trx: Trx, booking: Booking, wasFen: number): Promise<void> {
  const share = shareOf(booking);
  const { totalFen } = booking;
  if (share === null || (await setShare(trx, share, totalFen, 'kept'))) return;
  const broken = [brokenLimit(await findMemberUse(trx, share), totalFen - wasFen)];
  throw new Problem('booking.rules_broken', { broken });
}
