import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import { findOpenUses, lawfulShare, spendVouchers } from '../../vouchers/index.ts';
import { type PaidBooking, paidFen, type Payment, type Refund } from '../domain/payment.ts';
import { backForBill, backForFee } from '../domain/refund-order.ts';
import { findPayments } from '../repository.ts';
import { findKeptFee, insertSettlement } from '../settlements-repository.ts';
import { chargeDifference } from './charge-difference.ts';
import { giveMoneyBack, heldParts } from './give-money-back.ts';
import { incomeLegs, settleEscrow } from './settle-escrow.ts';

async function readHeld(trx: Trx, bookingId: string) {
  const payments = await findPayments(trx, [bookingId]);
  const hasVoucher = heldParts(payments).some(({ kind }) => kind === 'voucher');
  return { payments, uses: hasVoucher ? await findOpenUses(trx, bookingId) : [] };
}

async function backToBill(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  billFen: number,
  why: { actorId: string | null; reason: string },
): Promise<{ payments: Payment[]; refunds: Refund[] }> {
  const held = await readHeld(trx, booking.id);
  const backs = backForBill(heldParts(held.payments), billFen, ({ paymentId }) => {
    const use = held.uses.find((one) => one.paymentId === paymentId);
    return use === undefined ? 0 : lawfulShare(use.rules, billFen);
  });
  return await giveMoneyBack(deps, trx, booking, held, backs, why);
}

/**
 * The bill of a live booking fell to `billFen`: what its vouchers froze above their lawful share of it
 * goes back first, then the rest of the overpayment, last paid first. Nothing where no more was paid.
 * In the caller's transaction, which holds the booking's row.
 */
export async function rebillBooking(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  billFen: number,
  actorId: string | null,
  reason: string,
): Promise<Refund[]> {
  const { refunds } = await backToBill(deps, trx, booking, billFen, { actorId, reason });
  return refunds;
}

/**
 * Empties the escrow of a booking that will not be used: a fee of at most `feeFen` settles at once, the
 * rest goes back, last paid first. A voucher never pays a fee, so it is released whole.
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
  const held = await readHeld(trx, booking.id);
  const backs = backForFee(heldParts(held.payments), feeFen);
  const why = { actorId, reason };
  const { payments, refunds } = await giveMoneyBack(deps, trx, booking, held, backs, why);
  const keptFen = paidFen(payments);
  await settleEscrow(deps, trx, booking, keptFen, { kind: 'fee', ...why });
  return { keptFen, refunds };
}

/**
 * Settles a booking at its final bill, in fen: what was paid above it goes back, a difference that was
 * not paid is taken from the prepaid account as far as that goes and the rest becomes a receivable of
 * the payer. Vouchers are spent and the escrow goes to unit, crew and group; it is empty then.
 * @returns what went back, and what the payer owes of this booking.
 */
export async function settleBooking(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  billFen: number,
  actorId: string | null,
): Promise<{ refunds: Refund[]; owedFen: number }> {
  const why = { actorId, reason: 'booking closed' };
  const { payments, refunds } = await backToBill(deps, trx, booking, billFen, why);
  const missing = billFen - paidFen(payments);
  const owedFen = missing > 0 ? await chargeDifference(deps, trx, booking, missing, actorId) : 0;
  const hasVoucher = heldParts(payments).some(({ kind }) => kind === 'voucher');
  if (hasVoucher) await spendVouchers(deps, trx, await findOpenUses(trx, booking.id));
  await settleEscrow(deps, trx, booking, billFen, { kind: 'bill', ...why });
  return { refunds, owedFen };
}

/**
 * Waives a fee that was kept: a new posting takes it back from unit, crew and group, as it was shared
 * out, and gives it to the payer. Once only.
 * @throws Problem `payment.nothing_to_waive`
 */
export async function waiveFee(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  actorId: string,
  reason: string,
): Promise<Refund[]> {
  const fee = await findKeptFee(trx, booking.id);
  if (fee === undefined) throw new Problem('payment.nothing_to_waive');
  const held = await readHeld(trx, booking.id);
  const backs = backForFee(heldParts(held.payments), 0);
  const { refunds, transferId } = await giveMoneyBack(deps, trx, booking, held, backs, {
    actorId,
    reason,
    kind: 'waiver',
    from: incomeLegs(fee, fee).map((leg) => ({ ...leg, amountFen: -leg.amountFen })),
  });
  if (transferId === null) throw new Problem('payment.nothing_to_waive');
  await insertSettlement(trx, {
    ...fee,
    transferId,
    amountFen: -fee.amountFen,
    unitFen: -fee.unitFen,
    crewFen: -fee.crewFen,
    groupFen: -fee.groupFen,
    reverses: fee.transferId,
    at: deps.clock.now(),
  });
  return refunds;
}
