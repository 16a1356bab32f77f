import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Bill, type PaidBooking, type Refund, refundBooking } from '../../payments/index.ts';
import { deleteCells } from '../cells-repository.ts';
import { billFen, type BookingView } from '../domain/booking.ts';
import { giveBackQuotas } from '../limits-repository.ts';
import { countShare } from './count-share.ts';

/** The booking as the money features know it. */
export const paidBooking = (booking: BookingView): PaidBooking => ({
  id: booking.id,
  unitId: booking.unitId,
  crewId: booking.crewId,
  groupId: booking.instrumentGroupId,
  payer: { kind: booking.payerKind, id: booking.payerId },
});

/** What of it is to be paid now, as the money features know it. */
export const billOf = (booking: BookingView, dueFen: number): Bill => ({
  bookingId: booking.id,
  dueFen,
  billFen: billFen(booking),
  payer: { kind: booking.payerKind, id: booking.payerId },
  unitId: booking.unitId,
  unitName: booking.unitName,
  unitRegionCode: booking.regionCode,
  acceptsVouchers: booking.acceptsVouchers,
  kind: booking.kind,
});

export interface GivenBack {
  keptFen: number;
  refunds: Refund[];
}

/**
 * What every paid booking that will not happen gives back, in the caller's transaction: its money, less
 * a fee in fen, its slot, and (missed ones excepted) what it took of quotas.
 */
export async function giveBack(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  back: { feeFen: number; actorId: string | null; reason: string },
): Promise<GivenBack> {
  const outcome = await refundBooking(
    deps,
    trx,
    paidBooking(booking),
    back.feeFen,
    back.actorId,
    back.reason,
  );
  await deleteCells(trx, booking.id);
  const isMissed = booking.state === 'no_show';
  const charges = (booking.charges ?? []).filter(({ quota }) => !isMissed || quota.per === 'open');
  await giveBackQuotas(trx, booking.instrumentId, charges);
  await countShare(trx, booking, outcome.keptFen);
  return outcome;
}
