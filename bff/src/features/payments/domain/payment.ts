import { isTaken, type PaymentState } from './states.ts';

export interface Payer {
  kind: 'group' | 'company' | 'person';
  id: string;
}

export interface PaymentPart {
  position: number;
  kind: 'voucher' | 'account' | 'channel';
  /** The voucher, the payer, or the channel's name. */
  sourceId: string;
  name: string;
  amountFen: number;
  refundedFen: number;
}

export interface Payment {
  id: string;
  bookingId: string;
  state: PaymentState;
  totalFen: number;
  paidAt: Date;
  parts: PaymentPart[];
}

/** What of a payment goes back to whom, for people to read. */
export interface Refund {
  kind: PaymentPart['kind'];
  name: string;
  amountFen: number;
}

/** A booking as far as its money goes. */
export interface PaidBooking {
  id: string;
  unitId: string;
  crewId: string | null;
  /** The group that owns the instrument. */
  groupId: string | null;
  payer: Payer;
}

/** What is to be paid now, in fen, and what the booking costs in all. */
export interface Bill {
  bookingId: string;
  dueFen: number;
  /** The whole bill, earlier payments included. */
  billFen: number;
  payer: Payer;
  unitId: string;
  unitName: string;
  unitRegionCode: string;
  acceptsVouchers: boolean;
  kind: 'time' | 'sample';
}

export const prepaidOf = (payer: Payer, unitId: string) =>
  ({ kind: 'prepaid', payerKind: payer.kind, payerId: payer.id, unitId }) as const;

export const receivableOf = (payer: Payer, unitId: string) =>
  ({ kind: 'receivable', payerKind: payer.kind, payerId: payer.id, unitId }) as const;

export const escrowOf = (bookingId: string, unitId: string) =>
  ({ kind: 'escrow', bookingId, unitId }) as const;

/** What payments hold after refunds, in fen. */
export function paidFen(payments: readonly Payment[]): number {
  return payments
    .filter(({ state }) => isTaken(state))
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + part.amountFen - part.refundedFen, 0);
}
