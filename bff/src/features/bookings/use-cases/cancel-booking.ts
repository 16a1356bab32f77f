import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import type { Refund } from '../../payments/index.ts';
import { lateCancelFee } from '../domain/late-fee.ts';
import { moveState } from '../repository.ts';
import { giveBack } from './give-back.ts';
import { moveBooking } from './move-booking.ts';
import { presentBookingFor } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';
import { releaseHold } from './reclaim-hold.ts';

/**
 * Cancels a booking, or lets a hold go (at once, without the cool-down of an expired one). What is
 * refunded and kept is decided by the instrument's policy as it was when the slot was held.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`
 */
export async function cancelBooking(deps: Deps, actor: Actor, id: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const now = deps.clock.now();
    const booking = await readBookingFor(trx, actor, id, 'cancelBooking');
    let outcome: { keptFen: number; refunds: Refund[] } = { keptFen: 0, refunds: [] };
    if (booking.state === 'held') {
      const change = { updatedAt: now, reason };
      // A hold whose time is over ends with its cool-down, not by being let go.
      const isMine = await moveState(trx, id, 'held', 'expired', change, {
        column: 'hold_expires_at',
        is: '>',
        at: now,
      });
      if (!isMine) throw new Problem('booking.hold_expired');
      await releaseHold(deps, trx, booking, actor.userId);
    } else {
      const feeFen = lateCancelFee({
        state: booking.state,
        totalFen: booking.totalFen,
        freeCancelUntil: booking.freeCancelUntil,
        lateCancelPercent: booking.quote.lateCancelPercent,
        isByOwner: booking.ownerId === actor.userId,
        at: now,
      });
      await moveBooking(deps, trx, booking, { to: 'cancelled', actorId: actor.userId, reason });
      const back = { feeFen, actorId: actor.userId, reason: 'booking cancelled' };
      outcome = await giveBack(deps, trx, booking, back);
    }
    return { booking: await presentBookingFor(deps, trx, actor, id), ...outcome };
  });
}
