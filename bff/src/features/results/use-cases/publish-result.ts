import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import {
  type BookingView,
  changeInPlace,
  completion,
  DELIVERABLE_STATES,
  isOverdue,
  takeStep,
} from '../../bookings/index.ts';

/** @throws Problem `booking.state_conflict` where no results can be delivered any more */
export function requireDeliverable(deps: Deps, booking: BookingView): void {
  const isOpen = DELIVERABLE_STATES.includes(booking.state);
  if (!isOpen || isOverdue(booking, deps.clock.now())) throw new Problem('booking.state_conflict');
}

/**
 * Hands a version over to the booking's owner, in the caller's transaction. The first completes the
 * booking, one that answers a dispute leads back there; each gives the owner seven days anew, since it is
 * something new to judge.
 * @throws Problem `booking.state_conflict`
 */
export async function publishVersion(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  actorId: string,
): Promise<BookingView> {
  const change = {
    ...completion(deps),
    resultsCount: booking.resultsCount + 1,
    resultsWaitingBy: null,
  };
  if (booking.state === 'completed') {
    return await changeInPlace(deps, trx, booking, { what: 'delivered', actorId, change });
  }
  return await takeStep(deps, trx, booking, {
    from: ['awaiting_results', 'disputed'],
    to: 'completed',
    ...(booking.state === 'disputed' ? { what: 'answered' } : {}),
    actorId,
    change,
  });
}
