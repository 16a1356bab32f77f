import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { deleteCells } from '../cells-repository.ts';
import { COOLDOWN_MS, RECLAIM_GRACE_MS } from '../domain/times.ts';
import { freeHoldSlot, insertCooldown } from '../limits-repository.ts';
import { type Booking, findBooking, moveState } from '../repository.ts';
import { announceCalendar, recordStep } from './move-booking.ts';

/** Holds that ended before this may be reclaimed. */
export function reclaimableBefore(now: Date): Date {
  return later(now, -RECLAIM_GRACE_MS);
}

/**
 * Ends a hold whose time is over: `expired` and its cells gone, in the caller's transaction, by the
 * worker or by whoever wants the slot. Does nothing where it was paid for or is not yet over.
 */
export async function reclaimHold(deps: Deps, trx: Trx, bookingId: string): Promise<boolean> {
  const now = deps.clock.now();
  const isMine = await moveState(
    trx,
    bookingId,
    'held',
    'expired',
    { updatedAt: now },
    { column: 'hold_expires_at', is: '<=', at: reclaimableBefore(now) },
  );
  if (!isMine) return false;
  const booking = await findBooking(trx, bookingId);
  if (booking === undefined) throw new Error(`booking ${bookingId} is gone`);
  await releaseHold(deps, trx, booking, null);
  const { startsAt, endsAt, holdExpiresAt } = booking;
  if (startsAt !== null && endsAt !== null && holdExpiresAt !== null) {
    await insertCooldown(trx, {
      bookingId,
      userId: booking.ownerId,
      instrumentId: booking.instrumentId,
      startsAt,
      endsAt,
      until: later(holdExpiresAt, COOLDOWN_MS),
    });
  }
  return true;
}

/** What a hold leaves free when it ends, however it ends. */
export async function releaseHold(
  deps: Deps,
  trx: Trx,
  booking: Booking,
  actorId: string | null,
): Promise<void> {
  await deleteCells(trx, booking.id);
  await freeHoldSlot(trx, booking.id);
  await recordStep(deps, trx, booking, 'held', { to: 'expired', actorId });
  await announceCalendar(deps, trx, booking, true);
}
