import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { schedule } from '../../../infra/tasks.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { takePayment, type WantedParts } from '../../payments/index.ts';
import { rewriteCells } from '../cells-repository.ts';
import { answerBy, freeCancelUntil } from '../domain/times.ts';
import { freeHoldSlot } from '../limits-repository.ts';
import { presentPayment, stateNow } from '../presenter.ts';
import { findRulesVersion } from '../rules-repository.ts';
import { moveBooking } from './move-booking.ts';
import { presentBookingFor } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';

export const LAPSE_REQUEST = 'bookings.lapse_request';

async function pay(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  id: string,
  wanted: WantedParts,
): Promise<StoredAnswer> {
  const now = deps.clock.now();
  const booking = await readBookingFor(trx, actor, id, 'payBooking');
  const { startsAt } = booking;
  if (booking.state === 'expired' || stateNow(booking, now) === 'expired') {
    throw new Problem('booking.hold_expired');
  }
  if (booking.state !== 'held' || startsAt === null) throw new Problem('booking.state_conflict');
  const rules = await findRulesVersion(trx, booking.instrumentId, booking.rulesVersion);
  const deadline = booking.needsApproval ? answerBy(now, startsAt) : null;
  await moveBooking(deps, trx, booking, {
    to: booking.needsApproval ? 'requested' : 'confirmed',
    actorId: actor.userId,
    change: {
      paidAt: now,
      answerBy: deadline,
      freeCancelUntil: freeCancelUntil(now, startsAt, rules.freeCancelMinutes),
    },
    guard: { column: 'hold_expires_at', is: '>', at: now },
  });
  // A reclaim on another writing node touches the same rows and so collides with this one.
  if ((await rewriteCells(trx, id)) === 0) throw new Problem('booking.slot_taken');
  await freeHoldSlot(trx, id);
  const payment = await takePayment(
    deps,
    trx,
    {
      bookingId: id,
      totalFen: booking.totalFen,
      payer: { kind: booking.payerKind, id: booking.payerId },
      unitId: booking.unitId,
      unitName: booking.unitName,
      unitRegionCode: booking.regionCode,
      acceptsVouchers: booking.acceptsVouchers,
    },
    wanted,
    actor.userId,
  );
  if (deadline !== null) {
    await schedule(deps, trx, { kind: LAPSE_REQUEST, naturalKey: id, dueAt: deadline });
  }
  return {
    status: 201,
    body: {
      payment: presentPayment(payment),
      booking: await presentBookingFor(deps, trx, actor, id),
    },
  };
}

/**
 * Pays a hold: the second of the two booking transactions. The rules were judged when the hold was
 * made and are not judged again.
 * @throws Problem `booking.not_found`, `booking.hold_expired`, `booking.state_conflict`, and those of
 *   `takePayment`
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
