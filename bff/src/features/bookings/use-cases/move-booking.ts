import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit } from '../../../infra/outbox.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { type BookingState, canMove } from '../domain/states.ts';
import { type Booking, insertBookingEvent, moveState } from '../repository.ts';

export interface Step {
  to: BookingState;
  actorId: string | null;
  reason?: string | null;
  change?: Partial<Booking>;
  guard?: Parameters<typeof moveState>[5];
}

/** Tells the phones that look at an instrument that a stretch of its calendar changed. */
export async function announceCalendar(
  deps: Deps,
  trx: Trx,
  booking: Pick<Booking, 'instrumentId' | 'startsAt' | 'endsAt'>,
  isFree: boolean,
): Promise<void> {
  if (booking.startsAt === null || booking.endsAt === null) return;
  await emit(deps, trx, 'calendar.changed', {
    instrumentId: booking.instrumentId,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    free: isFree,
  });
}

/** Writes what every change of state leaves behind: history, audit line and event. */
export async function recordStep(
  deps: Deps,
  trx: Trx,
  booking: Booking,
  from: BookingState | null,
  step: Step,
): Promise<void> {
  const { actorId, to } = step;
  const reason = step.reason ?? null;
  const at = deps.clock.now();
  await insertBookingEvent(trx, { bookingId: booking.id, from, to, actorId, reason, at });
  await writeAudit(deps, trx, {
    actorId,
    action: `booking.${to}`,
    objectKind: 'booking',
    objectId: booking.id,
    unitId: booking.unitId,
    detail: { from, reason },
  });
  await emit(deps, trx, 'booking.changed', {
    bookingId: booking.id,
    instrumentId: booking.instrumentId,
    ownerId: booking.ownerId,
    crewId: booking.crewId,
    unitId: booking.unitId,
    from,
    state: to,
    actorId,
    reason,
  });
}

/**
 * Moves a booking along its state machine in the caller's transaction.
 * @throws Problem `booking.state_conflict` where the machine, or a faster one, says no.
 */
export async function moveBooking(
  deps: Deps,
  trx: Trx,
  booking: Booking,
  step: Step,
): Promise<void> {
  const change = {
    ...step.change,
    updatedAt: deps.clock.now(),
    reason: step.reason ?? booking.reason,
  };
  const isMoved =
    canMove(booking.state, step.to) &&
    (await moveState(trx, booking.id, booking.state, step.to, change, step.guard));
  if (!isMoved) throw new Problem('booking.state_conflict');
  await recordStep(deps, trx, booking, booking.state, step);
}
