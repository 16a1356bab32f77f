import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { getInstrument, type Instrument } from '../../instruments/index.ts';
import {
  type Block,
  findBlocks,
  findSeries,
  insertBlock,
  liftBlock,
} from '../blocks-repository.ts';
import { clearGate } from '../cache.ts';
import { deleteCells, deleteSomeCells, findCells, insertCells } from '../cells-repository.ts';
import type { BookingView } from '../domain/booking.ts';
import { type BlockTimes, judgeBlock, occurrencesOf } from '../domain/block-times.ts';
import { cellsOf, type Interval, listCells } from '../domain/cells.ts';
import { LIVE_STATES } from '../domain/states.ts';
import { isOverdue } from '../domain/times.ts';
import { findBooking } from '../repository.ts';
import { giveBack } from './give-back.ts';
import { endHold, openGateOf } from './reclaim-hold.ts';
import { applyTime } from './run-timers.ts';
import { calendarEvent, rangeOf, takeStep } from './take-step.ts';

export interface BlockWish extends BlockTimes {
  kind: 'outage' | 'crew_time';
  /** All stations of the instrument unless named. */
  stationIds?: string[] | undefined;
  reason: string;
}

/** Cancels what an outage hits: full refund, and a notice that names the next free slots. */
async function cancelHit(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  by: { actorId: string; reason: string },
): Promise<void> {
  // What time has already ended, ends as time has it: a missed booking is no outage's.
  if (isOverdue(booking, deps.clock.now()) && booking.state !== 'held') {
    await applyTime(deps, trx, booking);
    return;
  }
  if (booking.state === 'held') {
    await endHold(deps, trx, booking, by);
    return;
  }
  const ended = await takeStep(deps, trx, booking, {
    from: ['requested', 'confirmed'],
    to: 'cancelled',
    what: 'outage',
    ...by,
  });
  await giveBack(deps, trx, ended, { feeFen: 0, actorId: by.actorId, reason: 'outage' });
}

/**
 * Clears the cells of an outage of bookings. Running ones keep their time, since the crew is with them;
 * what ended ones have left of theirs, such as clean-up, is the crew's to take.
 */
async function clearWay(
  deps: Deps,
  trx: Trx,
  stationIds: readonly string[],
  range: Interval,
  by: { actorId: string; reason: string },
): Promise<BookingView[]> {
  const cells = await findCells(trx, stationIds, cellsOf(range));
  const hit = new Set(
    cells.filter(({ ownerKind }) => ownerKind === 'booking').map(({ ownerId }) => ownerId),
  );
  const cancelled: BookingView[] = [];
  for (const id of [...hit].sort()) {
    const booking = await findBooking(trx, id);
    if (booking === undefined) continue;
    if (booking.state === 'in_use') throw new Problem('booking.slot_taken');
    if (LIVE_STATES.includes(booking.state)) {
      await cancelHit(deps, trx, booking, by);
      cancelled.push(booking);
    } else {
      const left = cells.filter(({ ownerId }) => ownerId === id);
      for (const { stationId, cell } of left) await deleteSomeCells(trx, id, stationId, [cell]);
    }
  }
  return cancelled;
}

async function block(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  instrument: Instrument,
  wish: BlockWish,
): Promise<{ seriesId: string; cancelled: BookingView[] }> {
  const seriesId = deps.newId();
  const by = { actorId: actor.userId, reason: wish.reason };
  const stationIds = [...new Set(wish.stationIds ?? instrument.stations.map(({ id }) => id))];
  const cancelled: BookingView[] = [];
  for (const range of occurrencesOf(wish, instrument.timeZone)) {
    if (wish.kind === 'outage') {
      cancelled.push(...(await clearWay(deps, trx, stationIds, range, by)));
    }
    for (const stationId of [...stationIds].sort()) {
      const id = deps.newId();
      await insertBlock(trx, {
        id,
        seriesId,
        kind: wish.kind,
        instrumentId: instrument.id,
        stationId,
        ...range,
        reason: wish.reason,
        madeBy: actor.userId,
        createdAt: deps.clock.now(),
        liftedAt: null,
      });
      const cells = listCells(cellsOf(range));
      const owner = { ownerKind: wish.kind, ownerId: id };
      await insertCells(
        trx,
        cells.map((cell) => ({ stationId, cell, ...owner })),
      );
    }
    await emit(deps, trx, ...calendarEvent(instrument.id, range, false));
  }
  await writeAudit(deps, trx, {
    actorId: actor.userId,
    action: `block.${wish.kind}`,
    objectKind: 'instrument',
    objectId: instrument.id,
    unitId: instrument.unitId,
    detail: { seriesId, reason: wish.reason, cancelled: cancelled.length },
  });
  return { seriesId, cancelled };
}

/** @throws Problem `instrument.not_found`, `access.forbidden` */
async function instrumentToRun(deps: Deps, actor: Actor, id: string): Promise<Instrument> {
  const instrument = await getInstrument(deps.db, id);
  const scope = { crewId: instrument.crewId, unitId: instrument.unitId };
  if (!may(actor, 'createBlock', scope)) throw new Problem('access.forbidden');
  return instrument;
}

/**
 * Takes stations out of use: an outage cancels the bookings in its way with full refund, the crew's own
 * time takes what is free.
 * @throws Problem `instrument.not_found`, `access.forbidden`, `block.not_on_cells`, `block.too_much`,
 *   `booking.slot_taken` where something stands in the way that may not be cancelled
 */
export async function blockStations(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  instrumentId: string,
  wish: BlockWish,
): Promise<StoredAnswer> {
  const instrument = await instrumentToRun(deps, actor, instrumentId);
  const known = new Set(instrument.stations.map(({ id }) => id));
  const stations = wish.stationIds?.length ?? known.size;
  const verdict = judgeBlock(wish, stations, deps.clock.now());
  if (verdict !== 'ok') throw new Problem(`block.${verdict}`);
  if (wish.stationIds?.some((id) => !known.has(id)) === true) {
    throw new Problem('block.not_found');
  }
  try {
    let freed: BookingView[] = [];
    const answer = await inIdempotentTransaction(deps, key, async (trx) => {
      const { seriesId, cancelled } = await block(deps, trx, actor, instrument, wish);
      freed = cancelled;
      const items = (await findSeries(trx, seriesId)).map(presentBlock);
      return { status: 201, body: { items, cancelled: cancelled.length } };
    });
    for (const booking of freed) await openGateOf(deps, booking);
    return answer;
  } catch (error) {
    if (isDuplicate(error, 'booking_cells')) throw new Problem('booking.slot_taken');
    throw error;
  }
}

export async function listBlocks(
  deps: Deps,
  actor: Actor,
  instrumentId: string,
  from: Date,
  to: Date,
) {
  await instrumentToRun(deps, actor, instrumentId);
  return { items: (await findBlocks(deps.db, instrumentId, from, to)).map(presentBlock) };
}

/**
 * Gives blocked time back: one series, what is past of it stays as it was.
 * @throws Problem `block.not_found`, also of another crew's
 */
export async function liftBlocks(deps: Deps, actor: Actor, seriesId: string): Promise<void> {
  const series = await findSeries(deps.db, seriesId);
  const [first] = series;
  if (first === undefined) throw new Problem('block.not_found');
  const now = deps.clock.now();
  const instrument = await getInstrument(deps.db, first.instrumentId);
  // Whose time is blocked for what is nobody else's to know.
  if (!may(actor, 'liftBlock', instrument)) throw new Problem('block.not_found');
  await inTransaction(deps, async (trx) => {
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'block.lifted',
      objectKind: 'instrument',
      objectId: instrument.id,
      unitId: instrument.unitId,
      detail: { seriesId },
    });
    for (const one of series.filter(({ endsAt }) => endsAt > now)) {
      if (!(await liftBlock(trx, one.id, now))) continue;
      await deleteCells(trx, one.id);
      await emit(deps, trx, ...calendarEvent(one.instrumentId, rangeOf(one), true));
    }
  });
  for (const one of series) await clearGate(deps, one.stationId, cellsOf(one));
}

const presentBlock = (one: Block) => ({
  id: one.id,
  seriesId: one.seriesId,
  kind: one.kind,
  stationId: one.stationId,
  startsAt: one.startsAt.toISOString(),
  endsAt: one.endsAt.toISOString(),
  reason: one.reason,
});
