import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Leg, postTransfer } from '../../ledger/index.ts';
import { releaseVoucher, spendVoucher } from '../../vouchers/index.ts';
import { addRefund, findPayments, type PaymentPart, setPaymentState } from '../repository.ts';

export interface PaidBooking {
  id: string;
  unitId: string;
  payer: { kind: 'group' | 'company' | 'person'; id: string };
}

export interface Refund {
  kind: PaymentPart['kind'];
  name: string;
  amountFen: number;
}

const prepaidOf = (booking: PaidBooking) =>
  ({
    kind: 'prepaid',
    payerKind: booking.payer.kind,
    payerId: booking.payer.id,
    unitId: booking.unitId,
  }) as const;

/**
 * Empties a booking's escrow that will not be used: a fee of at most `feeFen` stays with the unit, the
 * rest goes back, last paid first. A voucher never pays a fee, so it is released whole and the fee is
 * taken from the prepaid part only.
 * @returns what was kept and what went back, in fen.
 */
export async function refundBooking(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  feeFen: number,
  actorId: string | null,
  reason: string,
): Promise<{ keptFen: number; refunds: Refund[] }> {
  const payments = await findPayments(trx, [booking.id]);
  const ownMoney = payments
    .flatMap((payment) => payment.parts)
    .filter((part) => part.kind !== 'voucher')
    .reduce((sum, part) => sum + part.amountFen - part.refundedFen, 0);
  const keptFen = Math.min(feeFen, ownMoney);
  let toKeep = keptFen;
  let emptied = 0;
  const legs: Leg[] = [];
  const refunds: Refund[] = [];
  for (const payment of payments) {
    let isWhole = true;
    for (const part of payment.parts) {
      const open = part.amountFen - part.refundedFen;
      const stays = part.kind === 'voucher' ? 0 : Math.min(open, toKeep);
      toKeep -= stays;
      isWhole &&= stays === 0;
      const back = open - stays;
      if (back === 0) continue;
      await addRefund(trx, payment.id, part.position, back);
      if (part.kind === 'voucher') {
        const leg = await releaseVoucher(deps, trx, booking.id);
        if (leg?.amountFen !== back) throw new Error(`voucher of ${booking.id} does not match`);
        legs.push(leg);
      } else {
        legs.push({ account: prepaidOf(booking), amountFen: back });
      }
      emptied += back;
      refunds.unshift({ kind: part.kind, name: part.name, amountFen: back });
    }
    await setPaymentState(trx, payment.id, isWhole ? 'refunded' : 'partly_refunded');
  }
  const escrow = { kind: 'escrow', bookingId: booking.id, unitId: booking.unitId } as const;
  legs.push({ account: escrow, amountFen: -emptied });
  await postTransfer(deps, trx, { kind: 'refund', bookingId: booking.id, actorId, reason, legs });
  await postTransfer(deps, trx, {
    kind: 'settlement',
    bookingId: booking.id,
    actorId,
    reason,
    legs: [
      { account: escrow, amountFen: -keptFen },
      { account: { kind: 'unit_income', unitId: booking.unitId }, amountFen: keptFen },
    ],
  });
  return { keptFen, refunds };
}

/** Settles a closed booking: its escrow goes to the unit, its voucher is spent. */
export async function settleBooking(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  actorId: string | null,
): Promise<void> {
  const payments = await findPayments(trx, [booking.id]);
  const totalFen = payments
    .flatMap((payment) => payment.parts)
    .reduce((sum, part) => sum + part.amountFen - part.refundedFen, 0);
  await spendVoucher(deps, trx, booking.id);
  await postTransfer(deps, trx, {
    kind: 'settlement',
    bookingId: booking.id,
    actorId,
    reason: 'booking closed',
    legs: [
      {
        account: { kind: 'escrow', bookingId: booking.id, unitId: booking.unitId },
        amountFen: -totalFen,
      },
      { account: { kind: 'unit_income', unitId: booking.unitId }, amountFen: totalFen },
    ],
  });
}
