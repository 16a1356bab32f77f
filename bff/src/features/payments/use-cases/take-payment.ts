import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import { FloorReached, type Leg, postTransfer } from '../../ledger/index.ts';
import { freezeVoucher } from '../../vouchers/index.ts';
import { judgeParts, type WantedParts } from '../domain/parts.ts';
import { insertPayment, type Payment, type PaymentPart } from '../repository.ts';

export interface Bill {
  bookingId: string;
  totalFen: number;
  payer: { kind: 'group' | 'company' | 'person'; id: string };
  unitId: string;
  unitName: string;
  unitRegionCode: string;
  acceptsVouchers: boolean;
}

/**
 * Takes the money of one bill into the booking's escrow, voucher first, then the prepaid account, in
 * the caller's transaction. Zero is a payment too and posts nothing.
 * @throws Problem `payment.parts_mismatch`, `payment.channel_unavailable`, `payment.balance_short`,
 *   and those of `freezeVoucher`
 */
export async function takePayment(
  deps: Deps,
  trx: Trx,
  bill: Bill,
  wanted: WantedParts,
  actorId: string,
): Promise<Payment> {
  const verdict = judgeParts(bill.totalFen, wanted);
  if (verdict === 'channel_unavailable') throw new Problem('payment.channel_unavailable');
  if (verdict === 'mismatch') throw new Problem('payment.parts_mismatch');
  const { voucherGrantId, voucherFen = 0, accountFen = 0 } = wanted;
  const legs: Leg[] = [];
  const parts: PaymentPart[] = [];
  const add = (kind: PaymentPart['kind'], sourceId: string, name: string, amountFen: number) => {
    parts.push({ position: parts.length, kind, sourceId, name, amountFen, refundedFen: 0 });
  };
  if (voucherGrantId !== undefined && voucherFen > 0) {
    const frozen = await freezeVoucher(deps, trx, voucherGrantId, voucherFen, bill);
    legs.push(frozen.leg);
    add('voucher', voucherGrantId, frozen.name, voucherFen);
  }
  if (accountFen > 0) {
    const account = {
      kind: 'prepaid',
      payerKind: bill.payer.kind,
      payerId: bill.payer.id,
      unitId: bill.unitId,
    } as const;
    legs.push({ account, amountFen: -accountFen });
    add('account', bill.payer.id, bill.unitName, accountFen);
  }
  legs.push({
    account: { kind: 'escrow', bookingId: bill.bookingId, unitId: bill.unitId },
    amountFen: bill.totalFen,
  });
  try {
    await postTransfer(deps, trx, {
      kind: 'payment',
      bookingId: bill.bookingId,
      actorId,
      reason: 'booking paid',
      legs,
    });
  } catch (error) {
    if (!(error instanceof FloorReached)) throw error;
    throw new Problem(
      error.account.kind === 'grant' ? 'voucher.balance_short' : 'payment.balance_short',
    );
  }
  const payment: Payment = {
    id: deps.newId(),
    bookingId: bill.bookingId,
    state: 'paid',
    totalFen: bill.totalFen,
    paidAt: deps.clock.now(),
    parts,
  };
  await insertPayment(trx, payment);
  return payment;
}
