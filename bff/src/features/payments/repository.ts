import type { Trx } from '../../infra/database.ts';
import type { Payment, PaymentPart } from './domain/payment.ts';

export async function insertPayment(trx: Trx, payment: Payment): Promise<void> {
  await trx('payments').insert({
    id: payment.id,
    booking_id: payment.bookingId,
    state: payment.state,
    total_fen: payment.totalFen,
    paid_at: payment.paidAt,
  });
  if (payment.parts.length === 0) return;
  await trx('payment_parts').insert(
    payment.parts.map((part) => ({
      payment_id: payment.id,
      position: part.position,
      kind: part.kind,
      source_id: part.sourceId,
      name: part.name,
      amount_fen: part.amountFen,
      refunded_fen: part.refundedFen,
    })),
  );
}

/** Payments of some bookings with their parts, oldest first, in one statement. */
export async function findPayments(trx: Trx, bookingIds: readonly string[]): Promise<Payment[]> {
  if (bookingIds.length === 0) return [];
  const rows = (await trx('payments as p')
    .leftJoin('payment_parts as part', 'part.payment_id', 'p.id')
    .whereIn('p.booking_id', [...bookingIds])
    .orderBy(['p.paid_at', 'p.id', 'part.position'])
    .select('p.*', 'part.position', 'part.kind', 'part.source_id', 'part.name')
    .select('part.amount_fen', 'part.refunded_fen')) as Record<string, unknown>[];
  const payments = new Map<string, Payment>();
  for (const row of rows) {
    const id = String(row['id']);
    const payment = payments.get(id) ?? {
      id,
      bookingId: String(row['booking_id']),
      state: row['state'] as Payment['state'],
      totalFen: Number(row['total_fen']),
      paidAt: row['paid_at'] as Date,
      parts: [],
    };
    payments.set(id, payment);
    if (row['position'] === null) continue;
    payment.parts.push({
      position: Number(row['position']),
      kind: row['kind'] as PaymentPart['kind'],
      sourceId: String(row['source_id']),
      name: String(row['name']),
      amountFen: Number(row['amount_fen']),
      refundedFen: Number(row['refunded_fen']),
    });
  }
  return [...payments.values()];
}

export async function addRefund(
  trx: Trx,
  paymentId: string,
  position: number,
  fen: number,
): Promise<void> {
  await trx('payment_parts')
    .where({ payment_id: paymentId, position })
    .update({ refunded_fen: trx.raw('refunded_fen + ?', [fen]) });
}

export async function setPaymentState(
  trx: Trx,
  id: string,
  state: Payment['state'],
): Promise<void> {
  await trx('payments').where({ id }).update({ state });
}
