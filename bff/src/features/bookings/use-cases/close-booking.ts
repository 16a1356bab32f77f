import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPayments, paidFen, settleBooking } from '../../payments/index.ts';
import { billFen, type BookingView } from '../domain/booking.ts';
import { canMove } from '../domain/states.ts';
import { countShare } from './count-share.ts';
import { paidBooking } from './give-back.ts';
import { presentView } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';
import { completion } from './run-booking.ts';
import { takeStep } from './take-step.ts';

/**
 * Closes a booking and settles its money, in the caller's transaction. What is still due is then taken
 * from the prepaid account or owed: closing waits for nobody.
 * @throws Problem `booking.state_conflict`
 */
export async function closeBooking<B extends BookingView>(
  deps: Deps,
  trx: Trx,
  booking: B,
  step: { actorId: string | null; reason?: string; what?: string; change?: Partial<BookingView> },
): Promise<B> {
  const closed = await takeStep(deps, trx, booking, {
    from: ['completed', 'disputed'],
    to: 'closed',
    actorId: step.actorId,
    reason: step.reason ?? null,
    ...(step.what === undefined ? {} : { what: step.what }),
    change: { ...step.change, closedAt: deps.clock.now(), resultsWaitingBy: null },
  });
  await settleBooking(deps, trx, paidBooking(booking), billFen(closed), step.actorId);
  await countShare(trx, closed, billFen(closed));
  return closed;
}

/**
 * Accepts a completed booking, or takes a dispute back; its money settles.
 * @throws Problem `booking.not_found`, `booking.payment_due` where a longer use is not paid yet,
 *   `booking.state_conflict`
 */
export async function acceptBooking(deps: Deps, actor: Actor, id: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'acceptResult');
    if (!canMove(booking.state, 'closed')) throw new Problem('booking.state_conflict');
    const paid = paidFen(await findPayments(trx, [id]));
    if (billFen(booking) > paid) throw new Problem('booking.payment_due');
    const closed = await closeBooking(deps, trx, booking, { actorId: actor.userId });
    return await presentView(deps, trx, actor, closed);
  });
}

/**
 * Ends a dispute: the booking is open to acceptance again (results were mended), or it is closed at a
 * bill of at most the present one.
 * @throws Problem `booking.not_found`, `booking.state_conflict`, `booking.bill_higher` where the
 *   new bill would be higher
 */
export async function resolveDispute(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { decision: 'reopen' | 'close'; billFen?: number | undefined; reason: string },
) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'resolveDispute');
    if (booking.state !== 'disputed') throw new Problem('booking.state_conflict');
    const { reason } = input;
    const actorId = actor.userId;
    if (input.decision === 'reopen') {
      const change = completion(deps);
      const step = { from: 'disputed', to: 'completed', actorId, reason, change } as const;
      const reopened = await takeStep(deps, trx, booking, { ...step, what: 'reopened' });
      return await presentView(deps, trx, actor, reopened);
    }
    const agreedFen = input.billFen ?? billFen(booking);
    if (agreedFen > billFen(booking)) throw new Problem('booking.bill_higher');
    const lines = booking.bill?.lines ?? booking.quote.lines;
    const bill = agreedFen === billFen(booking) ? booking.bill : { lines, totalFen: agreedFen };
    const step = { actorId, reason, what: 'resolved', change: { bill } };
    const closed = await closeBooking(deps, trx, booking, step);
    return await presentView(deps, trx, actor, closed);
  });
}
