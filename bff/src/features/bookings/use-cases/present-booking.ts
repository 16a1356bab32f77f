import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { Actor } from '../../../policy.ts';
import { findMemberUse } from '../../groups/index.ts';
import { findPrepaid } from '../../ledger/index.ts';
import { findCreditLine, findPayments, paidFen } from '../../payments/index.ts';
import { findGrants } from '../../vouchers/index.ts';
import { billFen, type BookingView } from '../domain/booking.ts';
import { PAYABLE_STATES } from '../domain/states.ts';
import { presentBooking, type Purse } from '../presenter.ts';
import { shareOf } from './count-share.ts';
import type { JudgedWish } from './judge-wish.ts';

interface PayerRef {
  kind: string;
  id: string;
}

/** The vouchers that could pay for a bill of this payer. */
export async function grantsOf(trx: Trx, payer: PayerRef) {
  return payer.kind === 'company' ? await findGrants(trx, [payer.id]) : [];
}

async function readPurse(trx: Trx, booking: BookingView): Promise<Purse> {
  const payer = { kind: booking.payerKind, id: booking.payerId };
  const [account] = await findPrepaid(trx, [payer.id], booking.unitId);
  const share = shareOf(booking);
  return {
    grants: await grantsOf(trx, payer),
    account: {
      accountId: account?.accountId ?? null,
      balanceFen: account?.balanceFen ?? 0,
    },
    credit: await findCreditLine(trx, payer, booking.unitId),
    member: share === null ? null : await findMemberUse(trx, share),
  };
}

/** A hold that is about to be written, as its maker will see it. */
export async function presentFresh(
  deps: Deps,
  actor: Actor,
  booking: BookingView,
  { account, credit, member }: Pick<JudgedWish, 'account' | 'credit' | 'member'>,
) {
  const payer = { kind: booking.payerKind, id: booking.payerId };
  const isOwn = booking.ownerId === actor.userId;
  const grants = isOwn && booking.totalFen > 0 ? await grantsOf(deps.db, payer) : [];
  const { totalFen } = booking;
  const counted = member === null ? null : { ...member, usedFen: member.usedFen + totalFen };
  // What others have in their purse is not for staff to see.
  const purse = isOwn ? { grants, account, credit, member: counted } : null;
  return presentBooking(booking, [], purse, { actor, now: deps.clock.now() });
}

/** One booking as this person sees it, the purse beside it while they have something to pay. */
export async function presentView(deps: Deps, trx: Trx, actor: Actor, booking: BookingView) {
  const payments = booking.paidAt === null ? [] : await findPayments(trx, [booking.id]);
  const isPayable = PAYABLE_STATES.includes(booking.state) && booking.ownerId === actor.userId;
  const isToPay = isPayable && (booking.paidAt === null || billFen(booking) > paidFen(payments));
  const purse = isToPay ? await readPurse(trx, booking) : null;
  return presentBooking(booking, payments, purse, { actor, now: deps.clock.now() });
}
