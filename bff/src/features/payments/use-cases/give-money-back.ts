import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type AccountKey, type Leg, postTransfer } from '../../ledger/index.ts';
import { type OpenUse, releaseVoucher } from '../../vouchers/index.ts';
import {
  escrowOf,
  type PaidBooking,
  type Payment,
  type PaymentPart,
  prepaidOf,
  type Refund,
} from '../domain/payment.ts';
import type { Back, OpenPart } from '../domain/refund-order.ts';
import { canMovePayment, isTaken, stateAfterRefund } from '../domain/states.ts';
import { addRefund, setPaymentState } from '../repository.ts';
import { channelOf } from './channels.ts';

/** A part of a payment as refunds see it. */
export interface HeldPart extends OpenPart, Pick<PaymentPart, 'sourceId' | 'name'> {}

/** The parts of a booking's payments that still hold something, in the order they were paid. */
export function heldParts(payments: readonly Payment[]): HeldPart[] {
  const taken = payments.filter(({ state }) => isTaken(state));
  return taken.flatMap(({ id, parts }) =>
    parts
      .map((part) => ({
        paymentId: id,
        position: part.position,
        kind: part.kind,
        sourceId: part.sourceId,
        name: part.name,
        openFen: part.amountFen - part.refundedFen,
      }))
      .filter(({ openFen }) => openFen > 0),
  );
}

async function legsOf(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  { part, fen }: Back<HeldPart>,
  uses: readonly OpenUse[],
): Promise<Leg[]> {
  if (part.kind === 'account') {
    return [{ account: prepaidOf(booking.payer, booking.unitId), amountFen: fen }];
  }
  if (part.kind === 'channel') {
    const channel = channelOf(part.sourceId);
    return await channel.giveBack(deps, trx, booking.payer, booking.unitId, fen);
  }
  const use = uses.find(({ paymentId }) => paymentId === part.paymentId);
  if (use === undefined) throw new Error(`payment ${part.paymentId} froze no voucher`);
  return [await releaseVoucher(deps, trx, use, fen)];
}

function refundsOf(payment: Payment, backs: readonly Back<HeldPart>[]): Payment {
  const backOf = (position: number) =>
    backs
      .filter(({ part }) => part.paymentId === payment.id && part.position === position)
      .reduce((sum, { fen }) => sum + fen, 0);
  const parts = payment.parts.map((part) => ({
    ...part,
    refundedFen: part.refundedFen + backOf(part.position),
  }));
  return { ...payment, parts, state: stateAfterRefund(parts) };
}

/**
 * Gives parts of payments back by one transfer out of `from`, the booking's escrow unless it is empty
 * already, in the caller's transaction.
 * @returns the payments as they are then, and what went back.
 */
export async function giveMoneyBack(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  held: { payments: readonly Payment[]; uses: readonly OpenUse[] },
  backs: readonly Back<HeldPart>[],
  why: {
    actorId: string | null;
    reason: string;
    kind?: 'refund' | 'waiver';
    from?: readonly { account: AccountKey; amountFen: number }[];
  },
): Promise<{ payments: Payment[]; refunds: Refund[]; transferId: string | null }> {
  if (backs.length === 0) return { payments: [...held.payments], refunds: [], transferId: null };
  const legs: Leg[] = [];
  for (const back of backs) {
    await addRefund(trx, back.part.paymentId, back.part.position, back.fen);
    legs.push(...(await legsOf(deps, trx, booking, back, held.uses)));
  }
  const touched = new Set(backs.map(({ part }) => part.paymentId));
  const payments: Payment[] = [];
  for (const payment of held.payments) {
    const after = touched.has(payment.id) ? refundsOf(payment, backs) : payment;
    payments.push(after);
    if (after === payment) continue;
    if (!canMovePayment(payment.state, after.state)) {
      throw new Error(`payment ${payment.id} cannot be ${after.state} after ${payment.state}`);
    }
    await setPaymentState(trx, payment.id, after.state);
  }
  const total = backs.reduce((sum, { fen }) => sum + fen, 0);
  const transferId = await postTransfer(deps, trx, {
    kind: why.kind ?? 'refund',
    bookingId: booking.id,
    actorId: why.actorId,
    reason: why.reason,
    legs: [
      ...legs,
      ...(why.from ?? [{ account: escrowOf(booking.id, booking.unitId), amountFen: -total }]),
    ],
  });
  const refunds = backs.map(({ part, fen }) => ({
    kind: part.kind,
    name: part.name,
    amountFen: fen,
  }));
  return { payments, refunds, transferId };
}
