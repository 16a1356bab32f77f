export type PaymentState = 'pending' | 'paid' | 'partly_refunded' | 'refunded' | 'failed';

/** The state machine of a payment; what is not here does not happen. */
const TRANSITIONS: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  pending: ['paid', 'failed'],
  paid: ['partly_refunded', 'refunded'],
  partly_refunded: ['partly_refunded', 'refunded'],
  refunded: [],
  failed: [],
};

export function canMovePayment(from: PaymentState, to: PaymentState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** The state after a refund, by what its parts hold then. */
export function stateAfterRefund(
  parts: readonly { amountFen: number; refundedFen: number }[],
): PaymentState {
  const isEmpty = parts.every(({ amountFen, refundedFen }) => amountFen === refundedFen);
  return isEmpty ? 'refunded' : 'partly_refunded';
}

/** Whether a payment's money is in the booking's escrow, or was. */
export const isTaken = (state: PaymentState): boolean => state !== 'pending' && state !== 'failed';
