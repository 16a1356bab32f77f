import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { giveBack } from './give-back.ts';
import { moveBooking } from './move-booking.ts';
import { presentBookingFor } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';

/**
 * Answers a request. A rejection refunds in full and frees the slot.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict` (also where the
 *   time to answer is over)
 */
export async function decideApproval(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { decision: 'approve' | 'reject'; reason?: string | undefined },
) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'decideApproval');
    if (booking.state !== 'requested') throw new Problem('booking.state_conflict');
    const isApproved = input.decision === 'approve';
    await moveBooking(deps, trx, booking, {
      to: isApproved ? 'confirmed' : 'rejected',
      actorId: actor.userId,
      reason: input.reason ?? null,
      guard: { column: 'answer_by', is: '>', at: deps.clock.now() },
    });
    if (!isApproved) {
      const back = { feeFen: 0, actorId: actor.userId, reason: 'request rejected' };
      await giveBack(deps, trx, booking, back);
    }
    return await presentBookingFor(deps, trx, actor, id);
  });
}
