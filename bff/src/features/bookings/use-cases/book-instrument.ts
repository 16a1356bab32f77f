import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { schedule } from '../../../infra/tasks.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { getInstrument, type Instrument } from '../../instruments/index.ts';
import { totalOf } from '../../pricing/index.ts';
import { findCells, insertCells, takenByStation } from '../cells-repository.ts';
import { cellsOf, type Interval } from '../domain/cells.ts';
import { freeStation } from '../domain/free-slots.ts';
import { HOLD_MS, RECLAIM_GRACE_MS } from '../domain/times.ts';
import { findStaleHolds, HOLD_SLOTS, takeHoldSlot } from '../limits-repository.ts';
import { type Booking, insertBooking } from '../repository.ts';
import { judgeWish, type JudgedWish, type Wish } from './judge-wish.ts';
import { announceCalendar, recordStep } from './move-booking.ts';
import { presentBookingFor } from './present-booking.ts';
import { reclaimableBefore, reclaimHold } from './reclaim-hold.ts';

export const EXPIRE_HOLD = 'bookings.expire_hold';

const buffersOf = ({ rules }: Instrument) => ({
  beforeMinutes: rules.bufferBeforeMinutes,
  afterMinutes: rules.bufferAfterMinutes,
});

/** A station with all wanted cells free, ended holds in the way reclaimed first. */
async function findStation(
  deps: Deps,
  trx: Trx,
  instrument: Instrument,
  range: Interval,
): Promise<string | undefined> {
  const stations = instrument.stations.map(({ id }) => id);
  const wanted = cellsOf(range, buffersOf(instrument));
  const before = reclaimableBefore(deps.clock.now());
  const cells = await findCells(trx, stations, wanted);
  const ended = new Set(
    cells
      .filter((cell) => cell.state === 'held' && (cell.holdExpiresAt ?? before) < before)
      .map((cell) => cell.ownerId),
  );
  const freed = new Set<string>();
  for (const id of ended) if (await reclaimHold(deps, trx, id)) freed.add(id);
  const taken = takenByStation(
    stations,
    cells.filter((cell) => !freed.has(cell.ownerId)),
  );
  return freeStation(instrument.rules, taken, range);
}

function newHold(
  deps: Deps,
  actor: Actor,
  instrument: Instrument,
  judged: JudgedWish,
  wish: Wish & { purpose: string },
  stationId: string,
): Booking {
  const now = deps.clock.now();
  const totalFen = totalOf(judged.lines);
  return {
    id: deps.newId(),
    kind: 'time',
    state: 'held',
    instrumentId: instrument.id,
    stationId,
    unitId: instrument.unitId,
    crewId: instrument.crewId,
    ownerId: actor.userId,
    payerKind: judged.payer.kind,
    payerId: judged.payer.id,
    service: wish.service,
    startsAt: judged.range.startsAt,
    endsAt: judged.range.endsAt,
    actualStartsAt: null,
    actualEndsAt: null,
    purpose: wish.purpose,
    quote: {
      userKind: judged.userKind,
      priceListId: judged.priceList?.id ?? '',
      lines: judged.lines,
      totalFen,
      lateCancelPercent: instrument.rules.lateCancelPercent,
    },
    totalFen,
    rulesVersion: instrument.rulesVersion,
    needsApproval: judged.decision.ok && judged.decision.needsApproval,
    holdExpiresAt: later(now, HOLD_MS),
    paidAt: null,
    answerBy: null,
    freeCancelUntil: null,
    completedAt: null,
    autoCloseAt: null,
    closedAt: null,
    reason: null,
    resultsCount: 0,
    reviewedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

async function hold(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  wish: Wish & { purpose: string },
): Promise<StoredAnswer> {
  const now = deps.clock.now();
  const instrument = await getInstrument(trx, wish.instrumentId);
  const judged = await judgeWish(deps, trx, actor, instrument, wish);
  if (!judged.decision.ok) {
    throw new Problem('booking.rules_broken', { broken: judged.decision.broken });
  }
  const stale = await findStaleHolds(trx, actor.userId, reclaimableBefore(now));
  for (const id of stale) await reclaimHold(deps, trx, id);
  const stationId = await findStation(deps, trx, instrument, judged.range);
  if (stationId === undefined) throw new Problem('booking.slot_taken');
  const booking = newHold(deps, actor, instrument, judged, wish, stationId);
  await insertCells(trx, stationId, cellsOf(judged.range, buffersOf(instrument)), booking.id);
  if (!(await takeHoldSlot(trx, actor.userId, booking.id))) {
    throw new Problem('booking.rules_broken', {
      broken: [
        {
          code: 'booking.too_many_holds',
          values: { count: HOLD_SLOTS.length },
          overridable: false,
        },
      ],
    });
  }
  await insertBooking(trx, booking);
  await recordStep(deps, trx, booking, null, { to: 'held', actorId: actor.userId });
  await announceCalendar(deps, trx, booking, false);
  await schedule(deps, trx, {
    kind: EXPIRE_HOLD,
    naturalKey: booking.id,
    dueAt: later(now, HOLD_MS + RECLAIM_GRACE_MS),
  });
  return { status: 201, body: await presentBookingFor(deps, trx, actor, booking.id) };
}

/**
 * Holds a slot for ten minutes: the first of the two booking transactions. A race lost on one station
 * tries the next one.
 * @throws Problem `instrument.not_found`, `booking.rules_broken` with every broken rule,
 *   `booking.slot_taken`
 */
export async function bookInstrument(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  wish: Wish & { purpose: string },
): Promise<StoredAnswer> {
  const instrument = await getInstrument(deps.db, wish.instrumentId);
  for (let station = 1; ; station += 1) {
    try {
      return await inIdempotentTransaction(deps, key, (trx) => hold(deps, trx, actor, wish));
    } catch (error) {
      if (!isDuplicate(error, 'booking_cells')) throw error;
      if (station >= instrument.stations.length) throw new Problem('booking.slot_taken');
    }
  }
}
