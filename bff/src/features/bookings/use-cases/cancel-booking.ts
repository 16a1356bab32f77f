import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import type { BookingView } from '../domain/booking.ts';
import { lateCancelFee } from '../domain/late-fee.ts';
import { isOverdue } from '../domain/times.ts';
import { type GivenBack, giveBack } from './give-back.ts';
import { presentView } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';
import { endHold, openGateOf } from './reclaim-hold.ts';
import { takeStep } from './take-step.ts';

async function cancel(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  actor: Actor,
  reason: string,
): Promise<GivenBack & { booking: BookingView }> {
  const now = deps.clock.now();
  const actorId = actor.userId;
  if (booking.state === 'held') {
    // A hold whose time is over ends with its cool-down, not by being let go.
    if (isOverdue(booking, now)) throw new Problem('booking.hold_expired');
    const ended = await endHold(deps, trx, booking, { actorId, reason });
    return { booking: ended, keptFen: 0, refunds: [] };
  }
  if (isOverdue(booking, now)) throw new Problem('booking.state_conflict');
  const feeFen = lateCancelFee(booking, booking.ownerId === actorId, now);
  const ended = await takeStep(deps, trx, booking, {
    from: ['requested', 'confirmed'],
    to: 'cancelled',
    actorId,
    reason,
  });
  const back = { feeFen, actorId, reason: 'booking cancelled' };
  return { booking: ended, ...(await giveBack(deps, trx, ended, back)) };
}

/**
 * Cancels a booking, or lets a hold go (at once, without the cool-down of an expired one). What is
 * refunded and kept is decided by the instrument's policy as it was when the slot was held.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.hold_expired`,
 *   `booking.state_conflict`
 */
export async function cancelBooking(deps: Deps, actor: Actor, id: string, reason: string) {
  let slot: BookingView | undefined;
  const answer = await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'cancelBooking');
    slot = booking;
    const outcome = await cancel(deps, trx, booking, actor, reason);
    return { ...outcome, booking: await presentView(deps, trx, actor, outcome.booking) };
  });
  if (slot !== undefined) await openGateOf(deps, slot);
  return answer;
}
