import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { schedule } from '../../../infra/tasks.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { deleteCells } from '../cells-repository.ts';
import { cellsOf } from '../domain/cells.ts';
import { AUTO_CLOSE_MS } from '../domain/times.ts';
import type { Booking } from '../repository.ts';
import { findRulesVersion } from '../rules-repository.ts';
import { announceCalendar, moveBooking } from './move-booking.ts';
import { presentBookingFor } from './present-booking.ts';
import { readBookingFor } from './read-booking.ts';

export const AUTO_CLOSE = 'bookings.auto_close';

/** The actual time an operator gives, or now. Never in the future, never before `notBefore`. */
function actualTime(deps: Deps, given: string | undefined, notBefore: Date | null): Date {
  const now = deps.clock.now();
  const at = given === undefined ? now : new Date(given);
  if (at > now || (notBefore !== null && at < notBefore))
    throw new Problem('booking.times_invalid');
  return at;
}

/** @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.times_invalid` */
export async function startBooking(deps: Deps, actor: Actor, id: string, at?: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'startBooking');
    const actualStartsAt = actualTime(deps, at, booking.paidAt);
    await moveBooking(deps, trx, booking, {
      to: 'in_use',
      actorId: actor.userId,
      change: { actualStartsAt },
    });
    return await presentBookingFor(deps, trx, actor, id);
  });
}

/** The change and the task that completing a booking brings: it is accepted by itself after 7 days. */
export async function completion(
  deps: Deps,
  trx: Trx,
  bookingId: string,
): Promise<Partial<Booking>> {
  const completedAt = deps.clock.now();
  const autoCloseAt = later(completedAt, AUTO_CLOSE_MS);
  await schedule(deps, trx, { kind: AUTO_CLOSE, naturalKey: bookingId, dueAt: autoCloseAt });
  return { completedAt, autoCloseAt };
}

async function freeRest(deps: Deps, trx: Trx, booking: Booking, endedAt: Date): Promise<void> {
  const rules = await findRulesVersion(trx, booking.instrumentId, booking.rulesVersion);
  const startsAt =
    booking.startsAt !== null && booking.startsAt < endedAt ? booking.startsAt : endedAt;
  const used = cellsOf(
    { startsAt, endsAt: endedAt },
    { beforeMinutes: 0, afterMinutes: rules.bufferAfterMinutes },
  );
  const freed = await deleteCells(trx, booking.id, used.end);
  if (freed > 0) await announceCalendar(deps, trx, booking, true);
}

/**
 * Ends use; the rest of the booked time is free again at once.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.times_invalid`
 */
export async function finishBooking(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { at?: string | undefined; resultsDue: boolean },
) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'finishBooking');
    const actualEndsAt = actualTime(deps, input.at, booking.actualStartsAt);
    const done = input.resultsDue ? {} : await completion(deps, trx, id);
    await moveBooking(deps, trx, booking, {
      to: input.resultsDue ? 'awaiting_results' : 'completed',
      actorId: actor.userId,
      change: { actualEndsAt, ...done },
    });
    await freeRest(deps, trx, booking, actualEndsAt);
    return await presentBookingFor(deps, trx, actor, id);
  });
}
