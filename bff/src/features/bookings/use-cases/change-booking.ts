import { LONGEST_BOOKING_MS } from '@dayi/shared/contracts/bookings';
import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import { findPayments, paidFen, rebillBooking, takePayment } from '../../payments/index.ts';
import { deleteSomeCells, findOwnCells, insertCells, takenByStation } from '../cells-repository.ts';
import { type BookingView, judgedAt } from '../domain/booking.ts';
import { type CellRange, cellsOf, type Interval, listCells } from '../domain/cells.ts';
import { brokenQuota } from '../domain/decide-booking.ts';
import { freeStations } from '../domain/free-slots.ts';
import { MOVABLE_STATES, PAYABLE_STATES } from '../domain/states.ts';
import { isOverdue } from '../domain/times.ts';
import { giveBackQuotas, overdrawQuotas, takeQuotas } from '../limits-repository.ts';
import { overrideOf } from './act-for-others.ts';
import { countShare } from './count-share.ts';
import { wishOf } from './decide-approval.ts';
import { billOf, paidBooking } from './give-back.ts';
import { type About, buffersOf, judgeWish, type JudgedWish } from './judge-wish.ts';
import { changeOf } from './moved-booking.ts';
import { presentView } from './present-booking.ts';
import { openGateOf } from './reclaim-hold.ts';
import { readBookingFor, scopeOf } from './read-booking.ts';
import { calendarEvent, changeInPlace, rangeOf } from './take-step.ts';

export interface Change {
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  purpose?: string | undefined;
  reason?: string | undefined;
  override?: { reason: string } | undefined;
}

/** The times a booking would have; null where the change leaves them alone. */
function wantedRange(booking: BookingView, change: Change): Interval | null {
  if (change.startsAt === undefined && change.endsAt === undefined) return null;
  const startsAt = change.startsAt === undefined ? booking.startsAt : new Date(change.startsAt);
  const endsAt = change.endsAt === undefined ? booking.endsAt : new Date(change.endsAt);
  if (startsAt === null || endsAt === null || startsAt >= endsAt) {
    throw new Problem('booking.move_refused');
  }
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_BOOKING_MS) {
    throw new Problem('request.invalid', {
      fields: [{ path: 'body.endsAt', code: 'field.out_of_range' }],
    });
  }
  return { startsAt, endsAt };
}

/**
 * Which of the limits apply to this move. Running bookings may only end at another time, later than
 * now; samples get their machine time from the lab, whenever it has some.
 */
function aboutMove(deps: Deps, booking: BookingView, range: Interval, isStaff: boolean): About {
  const now = deps.clock.now();
  // Who agreed, agreed to this time and price; what is in use cannot wait for them to agree anew.
  const isAgreed = !isStaff && (booking.needsApproval || booking.principalId !== null);
  if (isOverdue(booking, now)) throw new Problem('booking.state_conflict');
  if (booking.state === 'in_use') {
    // Ending earlier is finishing, which frees the rest and leaves the price to the way of charging.
    const isExtension =
      range.startsAt.getTime() === booking.startsAt?.getTime() &&
      booking.endsAt !== null &&
      range.endsAt > booking.endsAt &&
      range.endsAt > now;
    if (!isExtension) throw new Problem('booking.move_refused');
    return { booking, countedFrom: judgedAt(booking), isAgreed };
  }
  if (!MOVABLE_STATES.includes(booking.state)) throw new Problem('booking.move_refused');
  if (booking.kind === 'sample' && !isStaff) throw new Problem('booking.move_refused');
  if (isStaff) return { booking };
  return {
    booking,
    movableUntil: booking.freeCancelUntil,
    isAgreed: isAgreed && booking.state === 'confirmed',
  };
}

/** The station it keeps where that is free, else another one. */
function stationFor(judged: JudgedWish, booking: BookingView, range: Interval): string {
  const stations = judged.instrument.stations.map(({ id }) => id);
  const others = judged.facts.cells.filter(({ ownerId }) => ownerId !== booking.id);
  const free = freeStations(judged.instrument.rules, takenByStation(stations, others), range);
  const own = free.find((id) => id === booking.stationId);
  // Who is using a station cannot be moved to another one.
  const station = booking.state === 'in_use' ? own : (own ?? free[0]);
  if (station === undefined) throw new Problem('booking.slot_taken');
  return station;
}

/** Takes the cells the new time needs and frees those it needs no more; what stays is never let go. */
async function moveCells(
  trx: Trx,
  bookingId: string,
  stationId: string,
  cells: CellRange,
): Promise<void> {
  const own = await findOwnCells(trx, bookingId);
  const kept = new Set(own.filter((one) => one.stationId === stationId).map(({ cell }) => cell));
  const needed = new Set(listCells(cells));
  const added = [...needed].filter((cell) => !kept.has(cell));
  await insertCells(
    trx,
    added.map((cell) => ({ stationId, cell, ownerKind: 'booking', ownerId: bookingId })),
  );
  for (const station of new Set(own.map((one) => one.stationId))) {
    const gone = own
      .filter((one) => one.stationId === station)
      .map(({ cell }) => cell)
      .filter((cell) => station !== stationId || !needed.has(cell));
    await deleteSomeCells(trx, bookingId, station, gone);
  }
}

/** A dearer time is paid with the move, from the prepaid account: no slot is had on what is not paid. */
async function payRise(deps: Deps, trx: Trx, booking: BookingView, actorId: string): Promise<void> {
  const dueFen = booking.totalFen - paidFen(await findPayments(trx, [booking.id]));
  if (dueFen <= 0) return;
  const bill = billOf(booking, dueFen);
  await takePayment(deps, trx, bill, { accountFen: dueFen }, actorId);
}

/** A move as the rules see it; changes nothing. */
export async function judgeMove(deps: Deps, actor: Actor, before: BookingView, range: Interval) {
  const customer = await findPerson(deps.db, before.ownerId);
  if (customer === undefined) throw new Error(`owner ${before.ownerId} is gone`);
  const isOther = before.ownerId !== actor.userId && may(actor, 'createBlock', scopeOf(before));
  // Staff never raise the price.
  const about = { ...aboutMove(deps, before, range, isOther), isPriceKept: isOther };
  const judged = await judgeWish(deps, customer, { ...wishOf(before), range }, about);
  return { customer, isOther, judged };
}

async function move(
  deps: Deps,
  actor: Actor,
  before: BookingView,
  change: Change,
  range: Interval,
): Promise<BookingView> {
  const { customer, isOther, judged } = await judgeMove(deps, actor, before, range);
  const override = overrideOf(deps, actor, customer, judged, change.override);
  const stationId = stationFor(judged, before, range);
  const actorId = actor.userId;
  const work = async (trx: Trx) => {
    const booking = await readBookingFor(trx, actor, before.id, 'changeBooking');
    if (booking.version !== before.version) throw new Problem('booking.state_conflict');
    await giveBackQuotas(trx, booking.instrumentId, booking.charges ?? []);
    if (override !== null) await overdrawQuotas(trx, booking.instrumentId, judged.charges);
    else {
      const refused = await takeQuotas(trx, booking.instrumentId, judged.charges);
      if (refused !== undefined) {
        throw new Problem('booking.rules_broken', { broken: [brokenQuota(refused)] });
      }
    }
    await moveCells(trx, booking.id, stationId, cellsOf(range, buffersOf(judged.instrument)));
    const moved = await changeInPlace(
      deps,
      trx,
      booking,
      {
        what: 'moved',
        actorId,
        reason: change.reason ?? override?.reason ?? null,
        change: {
          ...changeOf(deps, judged, booking, range, isOther),
          stationId,
          purpose: change.purpose ?? booking.purpose,
          overrides:
            override === null ? booking.overrides : [...(booking.overrides ?? []), override],
        },
      },
      ...calendarEvent(booking.instrumentId, rangeOf(booking), true),
      ...calendarEvent(booking.instrumentId, range, false),
    );
    const { totalFen } = moved;
    await countShare(trx, booking, totalFen, isOther ? 'passed' : 'kept');
    await rebillBooking(deps, trx, paidBooking(moved), totalFen, actorId, 'booking moved');
    if (!isOther) await payRise(deps, trx, moved, actorId);
    return moved;
  };
  try {
    const moved = await inTransaction(deps, work);
    await openGateOf(deps, before);
    return moved;
  } catch (error) {
    if (isDuplicate(error, 'booking_cells')) throw new Problem('booking.slot_taken');
    throw error;
  }
}

/**
 * Moves or resizes a booking by the one rule set, or changes what it says; nothing else of it is lost. A
 * lower price is refunded at once, a higher one is taken from the owner's prepaid account.
 * @throws Problem `booking.not_found`, `access.forbidden`, `request.stale`, `booking.move_refused`,
 *   `booking.rules_broken`, `booking.slot_taken`, `booking.state_conflict`, `payment.balance_short`
 */
export async function changeBooking(deps: Deps, actor: Actor, id: string, change: Change) {
  const before = await readBookingFor(deps.db, actor, id, 'changeBooking');
  if (!PAYABLE_STATES.includes(before.state)) throw new Problem('booking.state_conflict');
  const range = wantedRange(before, change);
  const { purpose } = change;
  const after =
    range === null
      ? await inTransaction(deps, (trx) =>
          changeInPlace(deps, trx, before, {
            what: 'changed',
            actorId: actor.userId,
            change: purpose === undefined ? {} : { purpose },
          }),
        )
      : await move(deps, actor, before, change, range);
  return await presentView(deps, deps.db, actor, after);
}
