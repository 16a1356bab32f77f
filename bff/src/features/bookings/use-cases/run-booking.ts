import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPayments, paidFen } from '../../payments/index.ts';
import { billTime, totalOf } from '../../pricing/index.ts';
import { deleteCells } from '../cells-repository.ts';
import {
  billFen,
  type Booking,
  buffersOfBooking,
  type BookingView,
  withChargedBuffers,
} from '../domain/booking.ts';
import { cellsOf, type Interval } from '../domain/cells.ts';
import { AUTO_CLOSE_MS, earliestStart, isOverdue } from '../domain/times.ts';
import { giveBackQuotas } from '../limits-repository.ts';
import { presentView } from './present-booking.ts';
import { countShare } from './count-share.ts';
import { mustStandBefore } from './check-in.ts';
import { mustFindStationFree } from './free-station.ts';
import { readBookingFor, scopeOf } from './read-booking.ts';
import { openGateOf } from './reclaim-hold.ts';
import { calendarEvent, changeInPlace, rangeOf, takeStep } from './take-step.ts';

/** The actual time an operator gives, or now. Never in the future, never before `notBefore`. */
function actualTime(deps: Deps, given: string | undefined, notBefore: Date | null): Date {
  const now = deps.clock.now();
  const at = given === undefined ? now : new Date(given);
  if (at > now || (notBefore !== null && at < notBefore)) {
    throw new Problem('booking.times_invalid');
  }
  return at;
}

/**
 * The crew says when; who runs the instrument themselves proves by its label that it is now.
 * @throws Problem `access.forbidden`, `check_in.wrong_code`
 */
function timeOf(
  deps: Deps,
  actor: Actor,
  booking: BookingView,
  given: { at?: string | undefined; code?: string | undefined },
): string | undefined {
  if (may(actor, 'createBlock', scopeOf(booking))) return given.at;
  if (booking.service !== 'self' || booking.kind !== 'time') throw new Problem('access.forbidden');
  mustStandBefore(deps, booking.instrumentId, given.code);
  return undefined;
}

/** The crew may write down a start an hour back, or an hour before its time; never before it was paid. */
function notBefore(deps: Deps, { paidAt, startsAt }: BookingView): Date {
  const now = deps.clock.now();
  const earliest = earliestStart(startsAt !== null && startsAt < now ? startsAt : now);
  return paidAt !== null && paidAt > earliest ? paidAt : earliest;
}

async function isDue(trx: Trx, booking: BookingView): Promise<boolean> {
  return billFen(booking) > paidFen(await findPayments(trx, [booking.id]));
}

/**
 * Begins use, until 30 minutes after the booked start; later than that it is a no-show.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.times_invalid`,
 *   `booking.start_too_early` for its owner, `booking.station_in_use`, `booking.time_of_others`, `check_in.wrong_code`
 */
export async function startBooking(
  deps: Deps,
  actor: Actor,
  id: string,
  given: { at?: string | undefined; code?: string | undefined },
) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'startBooking');
    const at = timeOf(deps, actor, booking, given);
    if (booking.state !== 'confirmed' || isOverdue(booking, deps.clock.now())) {
      throw new Problem('booking.state_conflict');
    }
    if (await isDue(trx, booking)) throw new Problem('booking.payment_due');
    const actualStartsAt = actualTime(deps, at, notBefore(deps, booking));
    const isByCrew = may(actor, 'createBlock', scopeOf(booking));
    const { startsAt } = booking;
    if (!isByCrew && startsAt !== null && actualStartsAt < earliestStart(startsAt)) {
      throw new Problem('booking.start_too_early');
    }
    await mustFindStationFree(trx, booking, actualStartsAt);
    const started = await takeStep(deps, trx, booking, {
      from: 'confirmed',
      to: 'in_use',
      actorId: actor.userId,
      change: { actualStartsAt },
    });
    return await presentView(deps, trx, actor, started);
  });
}

/** What completing a booking writes beside its state: it is accepted by itself after 7 days. */
export function completion(deps: Deps): Pick<Booking, 'completedAt' | 'autoCloseAt'> {
  const completedAt = deps.clock.now();
  return { completedAt, autoCloseAt: later(completedAt, AUTO_CLOSE_MS) };
}

/** The price of what was really used, by the charging mode that was frozen with the quote. */
function finalBill(booking: BookingView, actual: { startsAt: Date | null; endsAt: Date }) {
  const { terms, userKind } = booking.quote;
  const reserved = rangeOf(booking);
  const isByTime = booking.kind === 'time' && terms?.chargingMode !== 'reservation';
  if (!terms || reserved === null || !isByTime) return null;
  const used =
    actual.startsAt === null ? null : { startsAt: actual.startsAt, endsAt: actual.endsAt };
  const charged = (range: Interval) => withChargedBuffers(booking, range);
  const times = { reserved: charged(reserved), actual: used === null ? null : charged(used) };
  const lines = billTime(terms, userKind, booking.service, times, booking.timeZone);
  return lines === null ? null : { lines, totalFen: totalOf(lines) };
}

/** The rest of the booked time is free again at once; overrun never took another's. */
async function freeRest(deps: Deps, trx: Trx, booking: BookingView, endedAt: Date): Promise<void> {
  const range = rangeOf(booking);
  if (range === null) return;
  const startsAt = range.startsAt < endedAt ? range.startsAt : endedAt;
  const { afterMinutes } = buffersOfBooking(booking);
  const used = cellsOf({ startsAt, endsAt: endedAt }, { beforeMinutes: 0, afterMinutes });
  const freed = await deleteCells(trx, booking.id, used.end);
  if (freed > 0) await emit(deps, trx, ...calendarEvent(booking.instrumentId, range, true));
}

/**
 * Ends use; the rest of the booked time is free again at once, and the bill is what was really used.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.times_invalid`
 */
export async function finishBooking(
  deps: Deps,
  actor: Actor,
  id: string,
  input: { at?: string | undefined; code?: string | undefined; resultsDue: boolean },
) {
  let used: BookingView | undefined;
  const answer = await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'finishBooking');
    used = booking;
    const at = timeOf(deps, actor, booking, input);
    const actualEndsAt = actualTime(deps, at, booking.actualStartsAt);
    const actual = { startsAt: booking.actualStartsAt, endsAt: actualEndsAt };
    const finished = await takeStep(deps, trx, booking, {
      from: 'in_use',
      to: input.resultsDue ? 'awaiting_results' : 'completed',
      actorId: actor.userId,
      change: {
        actualEndsAt,
        bill: finalBill(booking, actual),
        ...(input.resultsDue ? {} : completion(deps)),
      },
    });
    await freeRest(deps, trx, booking, actualEndsAt);
    const open = (booking.charges ?? []).filter(({ quota }) => quota.per === 'open');
    await giveBackQuotas(trx, booking.instrumentId, open);
    await countShare(trx, finished, billFen(finished));
    return await presentView(deps, trx, actor, finished);
  });
  if (used !== undefined) await openGateOf(deps, used);
  return answer;
}

/**
 * Its owner says when use ended, where nobody has written it down; the crew takes it over or corrects it.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.times_invalid`
 */
export async function proposeEnd(deps: Deps, actor: Actor, id: string, endsAt: string) {
  return await inTransaction(deps, async (trx) => {
    const booking = await readBookingFor(trx, actor, id, 'proposeEnd');
    if (booking.state !== 'in_use') throw new Problem('booking.state_conflict');
    const proposedEndAt = actualTime(deps, endsAt, booking.actualStartsAt);
    const proposed = await changeInPlace(deps, trx, booking, {
      what: 'end_proposed',
      actorId: actor.userId,
      until: proposedEndAt,
      change: { proposedEndAt },
    });
    return await presentView(deps, trx, actor, proposed);
  });
}
