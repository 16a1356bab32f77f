import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import {
  closeBooking,
  moveBooking,
  presentBookingFor,
  readBookingFor,
} from '../../bookings/index.ts';

/** Accepts what was delivered; the money settles. @throws Problem `booking.state_conflict` */
export async function acceptResult(deps: Deps, actor: Actor, bookingId: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, bookingId, 'acceptResult');
    await closeBooking(deps, trx, booking, actor.userId);
    return await presentBookingFor(deps, trx, actor, bookingId);
  });
}

/** Disputes what was delivered; settlement stops. @throws Problem `booking.state_conflict` */
export async function disputeResult(deps: Deps, actor: Actor, bookingId: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, bookingId, 'disputeResult');
    await moveBooking(deps, trx, booking, {
      to: 'disputed',
      actorId: actor.userId,
      reason,
      change: { autoCloseAt: null },
    });
    return await presentBookingFor(deps, trx, actor, bookingId);
  });
}
