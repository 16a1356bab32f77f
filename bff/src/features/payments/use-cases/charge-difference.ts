import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { lockBalance, postTransfer } from '../../ledger/index.ts';
import { addOwed, findUnitName, lockCredit } from '../credit-repository.ts';
import { escrowOf, type PaidBooking, prepaidOf, receivableOf } from '../domain/payment.ts';
import { insertPayment } from '../repository.ts';

/**
 * Charges what a final bill is above what was paid, in fen: from the prepaid account as far as it
 * goes, the rest as a receivable whatever the payer's credit, since the use is past.
 * @returns what is owed.
 */
export async function chargeDifference(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  missingFen: number,
  actorId: string | null,
): Promise<number> {
  const { payer, unitId } = booking;
  const now = deps.clock.now();
  // Credit before account, as payments lock them.
  await lockCredit(trx, unitId, payer);
  const accountFen = Math.min(missingFen, await lockBalance(trx, prepaidOf(payer, unitId)));
  const owedFen = missingFen - accountFen;
  if (owedFen > 0) await addOwed(trx, unitId, payer, owedFen, now);
  await postTransfer(deps, trx, {
    kind: 'payment',
    bookingId: booking.id,
    actorId,
    reason: 'difference charged',
    legs: [
      { account: prepaidOf(payer, unitId), amountFen: -accountFen },
      { account: receivableOf(payer, unitId), amountFen: -owedFen },
      { account: escrowOf(booking.id, unitId), amountFen: missingFen },
    ],
  });
  const name = (await findUnitName(trx, unitId)) ?? unitId;
  const parts = [
    { kind: 'account' as const, sourceId: payer.id, amountFen: accountFen },
    { kind: 'channel' as const, sourceId: 'transfer', amountFen: owedFen },
  ].filter(({ amountFen }) => amountFen > 0);
  await insertPayment(trx, {
    id: deps.newId(),
    bookingId: booking.id,
    state: 'paid',
    totalFen: missingFen,
    paidAt: now,
    parts: parts.map((part, position) => ({ ...part, name, position, refundedFen: 0 })),
  });
  return owedFen;
}
