import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { presentView, readBookingFor, takeStep } from '../../bookings/index.ts';

/**
 * Disputes what was delivered; settlement stops.
 * @throws Problem `booking.not_found`, `booking.state_conflict` (also once it counts as accepted)
 */
export async function disputeResult(deps: Deps, actor: Actor, bookingId: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, bookingId, 'disputeResult');
    const isAccepted = booking.autoCloseAt !== null && deps.clock.now() > booking.autoCloseAt;
    if (isAccepted) throw new Problem('booking.state_conflict');
    const disputed = await takeStep(deps, trx, booking, {
      from: 'completed',
      to: 'disputed',
      actorId: actor.userId,
      reason,
      change: { autoCloseAt: null },
    });
    return await presentView(deps, trx, actor, disputed);
  });
}
