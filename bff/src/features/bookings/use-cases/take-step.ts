import type { Deps } from '../../../deps.ts';
import { currentRequestId } from '../../../infra/current-request.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit, type NewEvent } from '../../../infra/outbox.ts';
import { Problem } from '../../../problem.ts';
import type { Booking } from '../domain/booking.ts';
import type { Interval } from '../domain/cells.ts';
import { type BookingState, canMove } from '../domain/states.ts';
import { changeBooking, changeBookingWithCells } from '../repository.ts';

export interface Step {
  /** States in which this step is meant; the machine alone would let others lead there too. */
  from: BookingState | readonly BookingState[];
  to: BookingState;
  actorId: string | null;
  reason?: string | null;
  change?: Partial<Booking>;
  /** The word that notices and the audit trail know the step by, where it is not the state itself. */
  what?: string;
  /** Writes the booking's cells again, so that a reclaim on another node collides. */
  withCells?: boolean;
}

/** A stretch of an instrument's calendar that changed, for the phones that look at it; `wasHeld` where nobody had paid. */
export function calendarEvent(
  instrumentId: string,
  range: Interval | null,
  isFree: boolean,
  wasHeld = false,
): NewEvent[] {
  if (range === null) return [];
  const payload = {
    instrumentId,
    startsAt: range.startsAt.toISOString(),
    endsAt: range.endsAt.toISOString(),
    free: isFree,
    wasHeld,
  };
  return [{ topic: 'calendar.changed', payload }];
}

/** The booked time, where it has one. */
export function rangeOf({ startsAt, endsAt }: Pick<Booking, 'startsAt' | 'endsAt'>) {
  return startsAt === null || endsAt === null ? null : { startsAt, endsAt };
}

/** What every change of a booking tells: history, audit trail, notices and phones live on it. */
export function bookingEvent(
  booking: Booking,
  from: BookingState | null,
  step: Pick<Step, 'actorId' | 'reason'> & { what?: string; until?: Date },
): NewEvent {
  return {
    topic: 'booking.changed',
    payload: {
      bookingId: booking.id,
      instrumentId: booking.instrumentId,
      ownerId: booking.ownerId,
      crewId: booking.crewId,
      unitId: booking.unitId,
      from,
      state: booking.state,
      what: step.what ?? booking.state,
      actorId: step.actorId,
      reason: step.reason ?? null,
      until: step.until?.toISOString() ?? null,
      requestId: currentRequestId(),
    },
  };
}

/** States that leave the booked time to others. */
const FREEING: readonly BookingState[] = ['expired', 'rejected', 'cancelled', 'no_show'];

/**
 * Takes a booking one step along its state machine, in the caller's transaction, and tells of it.
 * @returns the booking as it is now.
 * @throws Problem `booking.state_conflict` where the machine, or a faster one, says no.
 */
export async function takeStep<B extends Booking>(
  deps: Deps,
  trx: Trx,
  booking: B,
  step: Step,
): Promise<B> {
  const change: Partial<Booking> = {
    ...step.change,
    state: step.to,
    holdSlot: null,
    updatedAt: deps.clock.now(),
    reason: step.reason ?? booking.reason,
  };
  const write = step.withCells === true ? changeBookingWithCells : changeBooking;
  const isMeant = [step.from].flat().includes(booking.state) && canMove(booking.state, step.to);
  if (!isMeant || !(await write(trx, booking, change))) {
    throw new Problem('booking.state_conflict');
  }
  const now = { ...booking, ...change, version: booking.version + 1 };
  const freed = FREEING.includes(step.to)
    ? calendarEvent(booking.instrumentId, rangeOf(booking), true, booking.state === 'held')
    : [];
  await emit(deps, trx, bookingEvent(now, booking.state, step), ...freed);
  return now;
}

/**
 * Changes a booking that stays in its state, in the caller's transaction, and tells of it.
 * @param what the word that notices and the audit trail know the change by, `until` a time in its words.
 * @throws Problem `booking.state_conflict` where a faster one changed it.
 */
export async function changeInPlace<B extends Booking>(
  deps: Deps,
  trx: Trx,
  booking: B,
  step: {
    what: string;
    actorId: string | null;
    reason?: string | null;
    until?: Date;
    change: Partial<Booking>;
  },
  ...more: readonly NewEvent[]
): Promise<B> {
  const change = { ...step.change, updatedAt: deps.clock.now() };
  if (!(await changeBooking(trx, booking, change))) throw new Problem('booking.state_conflict');
  const now = { ...booking, ...change, version: booking.version + 1 };
  await emit(deps, trx, bookingEvent(now, booking.state, step), ...more);
  return now;
}
