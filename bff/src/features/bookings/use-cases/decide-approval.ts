import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import { type Booking, type BookingView, judgedAt } from '../domain/booking.ts';
import { waitsFor } from '../domain/consent.ts';
import { isOverdue } from '../domain/times.ts';
import { overrideOf } from './act-for-others.ts';
import { giveBack } from './give-back.ts';
import { judgeWish } from './judge-wish.ts';
import { presentView } from './present-booking.ts';
import { openGateOf } from './reclaim-hold.ts';
import { readBookingFor, scopeOf } from './read-booking.ts';
import { changeInPlace, rangeOf, takeStep } from './take-step.ts';

interface Decision {
  decision: 'approve' | 'reject';
  reason?: string | undefined;
  override?: { reason: string } | undefined;
}

/** The wish that a booking once was, to be judged by today's rules. */
export const wishOf = (booking: Booking) => ({
  instrumentId: booking.instrumentId,
  kind: booking.kind,
  range: rangeOf(booking),
  items: booking.items ?? [],
  service: booking.service,
  ...(booking.payerKind === 'person'
    ? {}
    : { chargeTo: { kind: booking.payerKind, id: booking.payerId } }),
});

/**
 * The rules may have changed since the request was made: they are judged again, lead time and horizon
 * as of then.
 * @throws Problem `booking.rules_broken`
 */
async function judgeAgain(deps: Deps, actor: Actor, booking: BookingView, decision: Decision) {
  const customer = await findPerson(deps.db, booking.ownerId);
  if (customer === undefined) throw new Error(`owner ${booking.ownerId} is gone`);
  const about = { booking, countedFrom: judgedAt(booking), isPriceKept: true };
  const judged = await judgeWish(deps, customer, wishOf(booking), about);
  return overrideOf(deps, actor, customer, judged, decision.override);
}

/**
 * Answers a request, for the crew or for the group's principal: it is confirmed once all who were asked
 * have agreed, and rejected, with a full refund, by the first who does not.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.rules_broken`,
 *   `booking.state_conflict` (also where the time to answer is over)
 */
export async function decideApproval(deps: Deps, actor: Actor, id: string, input: Decision) {
  const before = await readBookingFor(deps.db, actor, id, 'decideApproval');
  const isPrincipal = before.principalId === actor.userId;
  const isCrew = may(actor, 'waiveBooking', scopeOf(before));
  const override =
    input.decision === 'approve' && isCrew && before.state === 'requested'
      ? await judgeAgain(deps, actor, before, input)
      : null;
  const answer = await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'decideApproval');
    const now = deps.clock.now();
    if (booking.state !== 'requested' || isOverdue(booking, now)) {
      throw new Problem('booking.state_conflict');
    }
    const actorId = actor.userId;
    const reason = input.reason ?? override?.reason ?? null;
    if (input.decision === 'reject') {
      const ended = await takeStep(deps, trx, booking, {
        from: 'requested',
        to: 'rejected',
        actorId,
        reason,
      });
      await giveBack(deps, trx, ended, { feeFen: 0, actorId, reason: 'request rejected' });
      return await presentView(deps, trx, actor, ended);
    }
    const agreed = {
      ...(isPrincipal ? { principalAgreedAt: now } : {}),
      ...(isCrew ? { crewAgreedAt: now } : {}),
    };
    const overrides =
      override === null ? booking.overrides : [...(booking.overrides ?? []), override];
    const change = { ...agreed, overrides };
    const isWaiting = waitsFor({ ...booking, ...change }).length > 0;
    const after = isWaiting
      ? await changeInPlace(deps, trx, booking, { what: 'agreed', actorId, reason, change })
      : await takeStep(deps, trx, booking, {
          from: 'requested',
          to: 'confirmed',
          actorId,
          reason,
          change,
        });
    return await presentView(deps, trx, actor, after);
  });
  if (input.decision === 'reject') await openGateOf(deps, before);
  return answer;
}
