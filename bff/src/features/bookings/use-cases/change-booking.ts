import { LONGEST_BOOKING_MS } from '@dayi/shared/contracts/bookings';
import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPerson } from '../../identity/index.ts';
import { rebillBooking } from '../../payments/index.ts';
import { deleteSomeCells, findOwnCells, insertCells, takenByStation } from '../cells-repository.ts';
import { type Booking, type BookingView, judgedAt } from '../domain/booking.ts';
import { type CellRange, cellsOf, type Interval, listCells } from '../domain/cells.ts';
import { brokenQuota } from '../domain/decide-booking.ts';
import { freeStations } from '../domain/free-slots.ts';
import { MOVABLE_STATES } from '../domain/states.ts';
import { answerBy, freeCancelUntil, isOverdue } from '../domain/times.ts';
import { giveBackQuotas, overdrawQuotas, takeQuotas } from '../limits-repository.ts';
import { overrideOf } from './book-instrument.ts';
import { wishOf } from './decide-approval.ts';
import { paidBooking } from './give-back.ts';
import { type About, buffersOf, judgeWish, type JudgedWish } from './judge-wish.ts';
import { freezeQuote } from './new-booking.ts';
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
  if (isOverdue(booking, now)) throw new Problem('booking.state_conflict');
  if (booking.state === 'in_use') {
    const isExtension = range.startsAt.getTime() === booking.startsAt?.getTime();
    if (!isExtension || range.endsAt <= now) throw new Problem('booking.move_refused');
    return { booking, countedFrom: judgedAt(booking) };
  }
  if (!MOVABLE_STATES.includes(booking.state)) throw new Problem('booking.move_refused');
  if (booking.kind === 'sample' && !isStaff) throw new Problem('booking.move_refused');
  return { booking, movableUntil: isStaff ? null : booking.freeCancelUntil };
}

/** The station it keeps where that is free, else another one. */
function stationFor(judged: JudgedWish, booking: BookingView, range: Interval): string {
  const stations = judged.instrument.stations.map(({ id }) => id);
  const others = judged.facts.cells.filter(({ ownerId }) => ownerId !== booking.id);
  const free = freeStations(judged.instrument.rules, takenByStation(stations, others), range);
  const [first] = free;
  if (first === undefined) throw new Problem('booking.slot_taken');
  return free.find((id) => id === booking.stationId) ?? first;
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

/** What else changes with the times. The price is today's, for the new time. */
function changeOf(
  deps: Deps,
  judged: JudgedWish,
  booking: BookingView,
  range: Interval,
): Partial<Booking> {
  const quote = booking.kind === 'sample' ? booking.quote : freezeQuote(deps, judged);
  const paidAt = booking.paidAt ?? booking.createdAt;
  const limit = freeCancelUntil(paidAt, range.startsAt, quote.freeCancelMinutes ?? 0);
  return {
    ...range,
    quote: { ...quote, ...frozenBuffers(judged) },
    totalFen: quote.totalFen,
    charges: judged.charges.length === 0 ? null : judged.charges,
    freeCancelUntil: booking.state === 'in_use' ? booking.freeCancelUntil : limit,
    answerBy: booking.state === 'requested' ? answerBy(paidAt, range.startsAt) : booking.answerBy,
  };
}

const frozenBuffers = ({ instrument }: JudgedWish) => ({
  bufferBeforeMinutes: instrument.rules.bufferBeforeMinutes,
  bufferAfterMinutes: instrument.rules.bufferAfterMinutes,
});

async function move(
  deps: Deps,
  actor: Actor,
  before: BookingView,
  change: Change,
  range: Interval,
): Promise<BookingView> {
  const customer = await findPerson(deps.db, before.ownerId);
  if (customer === undefined) throw new Error(`owner ${before.ownerId} is gone`);
  const isStaff = may(actor, 'createBlock', scopeOf(before));
  const about = aboutMove(deps, before, range, isStaff && before.ownerId !== actor.userId);
  const judged = await judgeWish(deps, customer, { ...wishOf(before), range }, about);
  const override = overrideOf(deps, actor, judged, change.override);
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
          ...changeOf(deps, judged, booking, range),
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
    await rebillBooking(deps, trx, paidBooking(moved), totalFen, actorId, 'booking moved');
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
 * lower price is refunded at once, a higher one is due as a second payment.
 * @throws Problem `booking.not_found`, `access.forbidden`, `request.stale`, `booking.move_refused`,
 *   `booking.rules_broken`, `booking.slot_taken`, `booking.state_conflict`
 */
export async function changeBooking(deps: Deps, actor: Actor, id: string, change: Change) {
  const before = await readBookingFor(deps.db, actor, id, 'changeBooking');
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
