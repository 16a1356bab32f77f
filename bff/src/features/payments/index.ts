export { findPayments, type Payment } from './repository.ts';
export { type Refund, refundBooking, settleBooking } from './use-cases/end-escrow.ts';
export { takePayment } from './use-cases/take-payment.ts';
export type { WantedParts } from './domain/parts.ts';
