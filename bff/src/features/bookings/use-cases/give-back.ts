import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Refund, refundBooking } from '../../payments/index.ts';
import { deleteCells } from '../cells-repository.ts';
import type { Booking } from '../repository.ts';
import { announceCalendar } from './move-booking.ts';

/**
 * What every paid booking that will not happen gives back, in the caller's transaction: its money, less
 * a fee in fen, and its slot.
 */
export async function giveBack(
  deps: Deps,
  trx: Trx,
  booking: Booking,
  back: { feeFen: number; actorId: string | null; reason: string },
): Promise<{ keptFen: number; refunds: Refund[] }> {
  const paid = { ...booking, payer: { kind: booking.payerKind, id: booking.payerId } };
  const outcome = await refundBooking(deps, trx, paid, back.feeFen, back.actorId, back.reason);
  await deleteCells(trx, booking.id);
  await announceCalendar(deps, trx, booking, true);
  return outcome;
}
