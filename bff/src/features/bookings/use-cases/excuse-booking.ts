import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPayments, paidFen, type Refund, waiveFee } from '../../payments/index.ts';
import { EXCUSABLE_STATES } from '../domain/states.ts';
import { countShare } from './count-share.ts';
import { paidBooking } from './give-back.ts';
import { presentView } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';
import { changeInPlace } from './take-step.ts';

/**
 * Asks the crew to excuse a missed or late cancelled booking.
 * @throws Problem `booking.not_found`, `booking.state_conflict` (also where it was asked or excused
 *   before)
 */
export async function appealBooking(deps: Deps, actor: Actor, id: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'appealBooking');
    const isOpen = booking.appeal === null && booking.waivedAt === null;
    if (!EXCUSABLE_STATES.includes(booking.state) || !isOpen)
      throw new Problem('booking.state_conflict');
    const appealed = await changeInPlace(deps, trx, booking, {
      what: 'appealed',
      actorId: actor.userId,
      reason,
      change: { appeal: reason },
    });
    return await presentView(deps, trx, actor, appealed);
  });
}

/**
 * Refuses an appeal; the fee stays, and the owner is told why.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict` where none is open
 */
export async function refuseAppeal(deps: Deps, actor: Actor, id: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'refuseAppeal');
    const isOpen =
      booking.appeal !== null && booking.waivedAt === null && booking.appealRefusedAt === null;
    if (!isOpen) throw new Problem('booking.state_conflict');
    const refused = await changeInPlace(deps, trx, booking, {
      what: 'appeal_refused',
      actorId: actor.userId,
      reason,
      change: { appealRefusedAt: deps.clock.now() },
    });
    return await presentView(deps, trx, actor, refused);
  });
}

/**
 * Excuses a missed or late cancelled booking: a kept fee goes back by a new posting, and it counts as no
 * no-show any more.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`
 */
export async function waiveBooking(deps: Deps, actor: Actor, id: string, reason: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'waiveBooking');
    if (!EXCUSABLE_STATES.includes(booking.state) || booking.waivedAt !== null) {
      throw new Problem('booking.state_conflict');
    }
    const actorId = actor.userId;
    const change = { waivedAt: deps.clock.now() };
    const step = { what: 'waived', actorId, reason, change };
    const waived = await changeInPlace(deps, trx, booking, step);
    const hasFee = paidFen(await findPayments(trx, [id])) > 0;
    const refunds: Refund[] = hasFee
      ? await waiveFee(deps, trx, paidBooking(booking), actorId, reason)
      : [];
    await countShare(trx, waived, 0);
    return { booking: await presentView(deps, trx, actor, waived), refunds };
  });
}
