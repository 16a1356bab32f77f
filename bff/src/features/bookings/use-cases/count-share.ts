import type { Trx } from '../../../infra/database.ts';
import { findMemberUse, setShare, type Share, spendingMonth, takeUse } from '../../groups/index.ts';
import { type BrokenRule, Problem } from '../../../problem.ts';
import type { Booking } from '../domain/booking.ts';
import { brokenLimit, withoutSums } from '../domain/decide-booking.ts';

/** The part of its owner's month that a booking takes; null where no group pays for it. */
export function shareOf(booking: Booking): Share | null {
  if (booking.payerKind !== 'group') return null;
  return {
    bookingId: booking.id,
    groupId: booking.payerId,
    userId: booking.ownerId,
    month: spendingMonth(booking.createdAt),
    heldFen: booking.totalFen,
  };
}

async function brokenBy(trx: Trx, share: Share, moreFen: number): Promise<BrokenRule> {
  return brokenLimit(await findMemberUse(trx, share), moreFen);
}

const refusal = (broken: BrokenRule) => new Problem('booking.rules_broken', { broken: [broken] });

/**
 * Counts a fresh hold within its owner's limit.
 * @throws Problem `booking.rules_broken` with `booking.member_limit`, to staff `booking.owner_limit`
 */
export async function takeShare(trx: Trx, booking: Booking): Promise<void> {
  const share = shareOf(booking);
  if (share === null || (await takeUse(trx, share))) return;
  const broken = await brokenBy(trx, share, booking.totalFen);
  throw refusal(booking.madeBy === null ? broken : withoutSums(broken));
}

/**
 * Counts what a booking takes of its owner's month from now on, in fen: what is held, paid or kept of it.
 * What use has cost is counted whatever the limit says; what its owner asks for keeps within it.
 * @param booking as it was before its price changed.
 * @throws Problem `booking.rules_broken` with `booking.member_limit` where that is kept
 */
export async function countShare(
  trx: Trx,
  booking: Booking,
  fen: number,
  limit: 'kept' | 'passed' = 'passed',
): Promise<void> {
  const share = shareOf(booking);
  if (share === null || (await setShare(trx, share, fen, limit))) return;
  throw refusal(await brokenBy(trx, share, fen - booking.totalFen));
}
