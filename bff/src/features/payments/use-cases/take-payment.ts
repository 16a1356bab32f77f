import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import { FloorReached, type Leg, postTransfer } from '../../ledger/index.ts';
import { freezeVoucher } from '../../vouchers/index.ts';
import { judgeParts, type WantedParts } from '../domain/parts.ts';
import {
  type Bill,
  escrowOf,
  type Payment,
  type PaymentPart,
  prepaidOf,
} from '../domain/payment.ts';
import { insertPayment } from '../repository.ts';
import { channelOf } from './channels.ts';

interface Taken {
  part: Omit<PaymentPart, 'position' | 'refundedFen'>;
  leg: Leg;
}

async function takeVoucher(
  deps: Deps,
  trx: Trx,
  bill: Bill,
  paymentId: string,
  { voucherGrantId, voucherFen = 0 }: WantedParts,
): Promise<Taken[]> {
  if (voucherGrantId === undefined || voucherFen === 0) return [];
  const hasEarlierPayments = bill.dueFen !== bill.billFen;
  const { leg, name } = await freezeVoucher(deps, trx, voucherGrantId, voucherFen, {
    ...bill,
    paymentId,
    hasEarlierPayments,
  });
  return [
    { part: { kind: 'voucher', sourceId: voucherGrantId, name, amountFen: voucherFen }, leg },
  ];
}

async function takeChannel(
  deps: Deps,
  trx: Trx,
  bill: Bill,
  { channel, channelFen = 0 }: WantedParts,
): Promise<Taken[]> {
  if (channel === undefined || channelFen === 0) return [];
  const leg = await channelOf(channel).take(deps, trx, bill, channelFen);
  const part = { kind: 'channel', sourceId: channel, name: bill.unitName, amountFen: channelFen };
  return [{ part: part as Taken['part'], leg }];
}

function takeAccount(bill: Bill, { accountFen = 0 }: WantedParts): Taken[] {
  if (accountFen === 0) return [];
  return [
    {
      part: {
        kind: 'account',
        sourceId: bill.payer.id,
        name: bill.unitName,
        amountFen: accountFen,
      },
      leg: { account: prepaidOf(bill.payer, bill.unitId), amountFen: -accountFen },
    },
  ];
}

/**
 * Takes the money of one bill into the booking's escrow, voucher first, then the prepaid account, then
 * a channel, in the caller's transaction, which holds the booking's row. A booking may be paid several
 * times. Zero is a payment too and posts nothing.
 * @throws Problem `payment.parts_mismatch`, `payment.channel_unavailable`, `payment.credit_short`,
 *   `payment.balance_short`, and those of `freezeVoucher`
 */
export async function takePayment(
  deps: Deps,
  trx: Trx,
  bill: Bill,
  wanted: WantedParts,
  actorId: string,
): Promise<Payment> {
  if (wanted.channel !== undefined) channelOf(wanted.channel);
  if (judgeParts(bill.dueFen, wanted) === 'mismatch') throw new Problem('payment.parts_mismatch');
  const id = deps.newId();
  const taken = [
    ...(await takeVoucher(deps, trx, bill, id, wanted)),
    ...takeAccount(bill, wanted),
    ...(await takeChannel(deps, trx, bill, wanted)),
  ];
  const escrow: Leg = {
    account: escrowOf(bill.bookingId, bill.unitId),
    amountFen: bill.dueFen,
    isFirst: bill.dueFen === bill.billFen,
  };
  try {
    await postTransfer(deps, trx, {
      kind: 'payment',
      bookingId: bill.bookingId,
      actorId,
      reason: 'booking paid',
      legs: [...taken.map(({ leg }) => leg), escrow],
    });
  } catch (error) {
    if (error instanceof FloorReached) throw new Problem('payment.balance_short');
    throw error;
  }
  const payment: Payment = {
    id,
    bookingId: bill.bookingId,
    state: 'paid',
    totalFen: bill.dueFen,
    paidAt: deps.clock.now(),
    parts: taken.map(({ part }, position) => ({ ...part, position, refundedFen: 0 })),
  };
  await insertPayment(trx, payment);
  return payment;
}
