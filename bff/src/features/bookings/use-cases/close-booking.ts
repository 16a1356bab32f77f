import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { settleBooking } from '../../payments/index.ts';
import type { BookingView } from '../repository.ts';
import { moveBooking, type Step } from './move-booking.ts';

/**
 * Closes a completed booking and settles its money, in the caller's transaction.
 * @throws Problem `booking.state_conflict`
 */
export async function closeBooking(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  actorId: string | null,
  guard?: Step['guard'],
): Promise<void> {
  const step: Step = { to: 'closed', actorId, change: { closedAt: deps.clock.now() } };
  await moveBooking(deps, trx, booking, guard === undefined ? step : { ...step, guard });
  const paid = { ...booking, payer: { kind: booking.payerKind, id: booking.payerId } };
  await settleBooking(deps, trx, paid, actorId);
}
