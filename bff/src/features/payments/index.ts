export {
  type Bill,
  type PaidBooking,
  paidFen,
  type Payment,
  type Refund,
} from './domain/payment.ts';
export { creditColumn, type CreditLine, creditOf, findCreditLine } from './credit-repository.ts';
export type { WantedParts } from './domain/parts.ts';
export { findPayments } from './repository.ts';
export { rebillBooking, refundBooking, settleBooking, waiveFee } from './use-cases/end-escrow.ts';
export { takePayment } from './use-cases/take-payment.ts';
