import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { Actor } from '../../../policy.ts';
import { findPrepaid } from '../../ledger/index.ts';
import { findPayments } from '../../payments/index.ts';
import { findGrants } from '../../vouchers/index.ts';
import { NO_PURSE, presentBooking, type Purse } from '../presenter.ts';
import { type BookingView, findBooking } from '../repository.ts';

/** The vouchers and the prepaid account that could pay for a bill of this payer at this unit. */
export async function readPurse(
  trx: Trx,
  payer: { kind: string; id: string },
  unitId: string,
): Promise<Purse> {
  const [account] = await findPrepaid(trx, [payer.id], unitId);
  return {
    grants: payer.kind === 'company' ? await findGrants(trx, [payer.id]) : [],
    account: {
      accountId: account?.accountId ?? null,
      balanceFen: account?.balanceFen ?? 0,
    },
  };
}

/** One booking as this person sees it, the purse beside it while it waits to be paid by them. */
export async function presentBookingFor(deps: Deps, trx: Trx, actor: Actor, id: string) {
  const booking = await findBooking(trx, id);
  if (booking === undefined) throw new Error(`booking ${id} is gone`);
  return await presentView(deps, trx, actor, booking);
}

export async function presentView(deps: Deps, trx: Trx, actor: Actor, booking: BookingView) {
  const isToPay = booking.state === 'held' && booking.ownerId === actor.userId;
  const purse = isToPay
    ? await readPurse(trx, { kind: booking.payerKind, id: booking.payerId }, booking.unitId)
    : NO_PURSE;
  const payments = booking.paidAt === null ? [] : await findPayments(trx, [booking.id]);
  return presentBooking(booking, payments, purse, { actor, now: deps.clock.now() });
}
