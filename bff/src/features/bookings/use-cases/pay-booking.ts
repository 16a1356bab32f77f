import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import { findPayments, paidFen, takePayment, type WantedParts } from '../../payments/index.ts';
import { billFen, type BookingView } from '../domain/booking.ts';
import { waitsFor } from '../domain/consent.ts';
import { PAYABLE_STATES } from '../domain/states.ts';
import { answerBy, freeCancelUntil, isOverdue } from '../domain/times.ts';
import { presentBooking, presentPayment } from '../presenter.ts';
import { billOf } from './give-back.ts';
import { readBookingFor } from './read-booking.ts';
import { changeInPlace, takeStep } from './take-step.ts';

/** What the payment of a hold makes of it: a request where someone must agree, else a confirmed booking. */
async function confirmHold(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  actor: Actor,
): Promise<BookingView> {
  const now = deps.clock.now();
  const { startsAt, quote } = booking;
  const isAsked = waitsFor(booking).length > 0;
  return await takeStep(deps, trx, booking, {
    from: 'held',
    to: isAsked ? 'requested' : 'confirmed',
    actorId: actor.userId,
    change: {
      paidAt: now,
      answerBy: isAsked ? answerBy(now, startsAt) : null,
      freeCancelUntil:
        startsAt === null ? null : freeCancelUntil(now, startsAt, quote.freeCancelMinutes ?? 0),
    },
    withCells: startsAt !== null,
  });
}

/**
 * Who was removed from the group since the hold spends no more of its money, nor do staff for them.
 * @throws Problem `group.left`
 */
async function mustBeInGroup(trx: Trx, booking: BookingView, actor: Actor): Promise<void> {
  const { ownerId, payerId, payerKind } = booking;
  if (payerKind !== 'group') return;
  const owner = ownerId === actor.userId ? actor : await findPerson(trx, ownerId);
  if (!owner?.groups.some(({ id }) => id === payerId)) throw new Problem('group.left');
}

/**
 * Takes what is due: the whole of a hold, or the difference that a longer use or a move has left.
 * Judged by time and row: at its very end a hold still pays, a moment later it does not.
 */
async function pay(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  id: string,
  wanted: WantedParts,
): Promise<StoredAnswer> {
  const now = deps.clock.now();
  const booking = await readBookingFor(trx, actor, id, 'payBooking');
  const isHeld = booking.state === 'held';
  // Staff who made it may spend what their own unit's people have with it, not a stranger's money.
  const isOwn = ['own_group', 'own_unit'].includes(booking.quote.userKind);
  if (booking.ownerId !== actor.userId && booking.totalFen > 0 && !isOwn) {
    throw new Problem('access.forbidden');
  }
  if (booking.state === 'expired' || (isHeld && isOverdue(booking, now))) {
    throw new Problem('booking.hold_expired');
  }
  if (!PAYABLE_STATES.includes(booking.state)) throw new Problem('booking.state_conflict');
  if (isHeld) await mustBeInGroup(trx, booking, actor);
  const earlier = isHeld ? [] : await findPayments(trx, [id]);
  const dueFen = billFen(booking) - paidFen(earlier);
  if (!isHeld && dueFen <= 0) throw new Problem('booking.nothing_due');
  const paid = isHeld
    ? await confirmHold(deps, trx, booking, actor)
    : await changeInPlace(deps, trx, booking, {
        what: 'paid',
        actorId: actor.userId,
        change: {},
      });
  const payment = await takePayment(deps, trx, billOf(booking, dueFen), wanted, actor.userId);
  return {
    status: 201,
    body: {
      payment: presentPayment(payment),
      booking: presentBooking(paid, [...earlier, payment], null, { actor, now }),
    },
  };
}

/**
 * Pays a booking: the second of the two booking transactions. The rules were judged when the hold was
 * made and are not judged again.
 * @throws Problem `booking.not_found`, `booking.hold_expired`, `booking.state_conflict`,
 *   `booking.nothing_due`, `group.left`, and those of `takePayment`
 */
export async function payBooking(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  wanted: WantedParts,
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, (trx) => pay(deps, trx, actor, id, wanted));
}
