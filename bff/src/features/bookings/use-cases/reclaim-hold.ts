import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { Problem } from '../../../problem.ts';
import { clearGate } from '../cache.ts';
import { deleteCells } from '../cells-repository.ts';
import { type Booking, buffersOfBooking, type BookingView } from '../domain/booking.ts';
import { cellsOf } from '../domain/cells.ts';
import { COOLDOWN_MS, RECLAIM_GRACE_MS } from '../domain/times.ts';
import { giveBackQuotas, insertCooldown } from '../limits-repository.ts';
import { findBooking } from '../repository.ts';
import { countShare } from './count-share.ts';
import { rangeOf, takeStep } from './take-step.ts';

/** Holds that ended before this may be reclaimed. */
export function reclaimableBefore(now: Date): Date {
  return later(now, -RECLAIM_GRACE_MS);
}

/**
 * Ends a hold: `expired` is written and its cells are gone in one transaction.
 * @throws Problem `booking.state_conflict` where it was paid for, or ended, meanwhile.
 */
export async function endHold<B extends Booking>(
  deps: Deps,
  trx: Trx,
  booking: B,
  step: { actorId: string | null; reason?: string },
): Promise<B> {
  const ended = await takeStep(deps, trx, booking, { from: 'held', to: 'expired', ...step });
  await deleteCells(trx, booking.id);
  await giveBackQuotas(trx, booking.instrumentId, booking.charges ?? []);
  await countShare(trx, booking, 0);
  return ended;
}

/** Writes down that a hold ran out, in the caller's transaction; its owner cools down from its end. */
export async function expireHold(deps: Deps, trx: Trx, booking: BookingView): Promise<void> {
  await endHold(deps, trx, booking, { actorId: null });
  const { startsAt, endsAt, holdExpiresAt } = booking;
  if (startsAt === null || endsAt === null || holdExpiresAt === null) return;
  await insertCooldown(trx, {
    bookingId: booking.id,
    userId: booking.ownerId,
    instrumentId: booking.instrumentId,
    startsAt,
    endsAt,
    until: later(holdExpiresAt, COOLDOWN_MS),
  });
}

/** Another was faster, and what it wrote stands. */
export function ignoreConflict(error: unknown): undefined {
  if (!(error instanceof Problem && error.code === 'booking.state_conflict')) throw error;
}

/** Nobody hears 409 for a slot that was just given back. */
export async function openGateOf(deps: Deps, booking: Booking): Promise<void> {
  const range = rangeOf(booking);
  if (range === null || booking.stationId === null) return;
  await clearGate(deps, booking.stationId, cellsOf(range, buffersOfBooking(booking)));
}

/**
 * Reclaims a hold whose time, and a grace of 5 s for clocks that differ, is over; by the worker or by
 * whoever wants the slot. Does nothing where it was paid for, is not yet over, or another was faster.
 */
export async function reclaimHold(deps: Deps, bookingId: string): Promise<void> {
  const freed = await inTransaction(deps, async (trx) => {
    const booking = await findBooking(trx, bookingId);
    const before = reclaimableBefore(deps.clock.now());
    if (booking?.state !== 'held' || (booking.holdExpiresAt ?? before) > before) return undefined;
    await expireHold(deps, trx, booking);
    return booking;
  }).catch(ignoreConflict);
  if (freed !== undefined) await openGateOf(deps, freed);
}
