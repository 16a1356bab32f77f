import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import {
  findIdempotentAnswer,
  type IdempotencyKey,
  type StoredAnswer,
} from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import type { Actor } from '../../../policy.ts';
import { type BrokenRule, Problem } from '../../../problem.ts';
import { enterGate, type GateAnswer, holderOf, leaveGate } from '../cache.ts';
import { lockStation, takenByStation } from '../cells-repository.ts';
import type { Override } from '../domain/booking.ts';
import { type CellRange, cellsOf } from '../domain/cells.ts';
import { brokenQuota, MOST_HOLDS, tooManyHolds } from '../domain/decide-booking.ts';
import { freeStations } from '../domain/free-slots.ts';
import { overdrawQuotas, takeQuotas } from '../limits-repository.ts';
import { takeShare } from './count-share.ts';
import { commitHold, type ReadyHold, writeHolds } from './hold-together.ts';
import { customerOf, isStaffOf, overrideOf } from './act-for-others.ts';
import { buffersOf, judgeWish, type JudgedWish, type Wish } from './judge-wish.ts';
import { newBooking } from './new-booking.ts';
import { presentFresh } from './present-booking.ts';
import { reclaimHold, reclaimableBefore } from './reclaim-hold.ts';
import { SlotLine } from './slot-line.ts';
import { bookingEvent, calendarEvent, rangeOf } from './take-step.ts';

export interface WishToBook extends Wish {
  purpose: string;
  /** Whose booking it is, where staff make it for them. */
  onBehalfOf?: string | undefined;
  /** Why staff let the wish break rules that they may override. */
  override?: { reason: string } | undefined;
}

/** Rounds in which other holds of the same person may be faster. */
const MOST_ROUNDS = 12;

/** Somebody else was faster on this station. */
const LOST = Symbol('lost');

/** Ended holds that stand in the way, of this person or on the wanted cells, are given back first. */
async function reclaimEnded(deps: Deps, { facts }: JudgedWish): Promise<boolean> {
  const before = reclaimableBefore(deps.clock.now());
  const ended = new Set([
    ...facts.holds.filter(({ expiresAt }) => expiresAt <= before).map(({ id }) => id),
    ...facts.cells
      .filter(({ state, holdExpiresAt }) => state === 'held' && (holdExpiresAt ?? before) <= before)
      .map(({ ownerId }) => ownerId),
  ]);
  for (const id of ended) await reclaimHold(deps, id);
  return ended.size > 0;
}

interface Making {
  judged: JudgedWish;
  customer: Actor;
  actor: Actor;
  wish: WishToBook;
  override: Override | null;
  key: IdempotencyKey;
  line: SlotLine;
}

const rulesBroken = (broken: BrokenRule): Problem =>
  new Problem('booking.rules_broken', { broken: [broken] });

type Place = { stationId: string; cells: CellRange; gate: GateAnswer } | null;

async function readyHold(
  deps: Deps,
  { judged, customer, actor, wish, override, key }: Making,
  place: Place,
): Promise<ReadyHold> {
  const used = new Set(judged.facts.holds.map(({ slot }) => slot));
  const booking = newBooking(deps, judged, {
    purpose: wish.purpose,
    stationId: place?.stationId ?? null,
    holdSlot: [1, 2, 3].find((slot) => !used.has(slot)) ?? MOST_HOLDS,
    customer,
    madeBy: customer.userId === actor.userId ? null : actor.userId,
    override,
  });
  const step = { actorId: actor.userId, reason: override?.reason ?? null };
  return {
    booking,
    cells: place?.cells ?? null,
    events: [
      bookingEvent(booking, null, step),
      ...calendarEvent(booking.instrumentId, rangeOf(booking), false),
    ],
    key,
    answer: { status: 201, body: await presentFresh(deps, actor, booking, judged) },
  };
}

/** The hold transaction: limits, cells, booking, event, key with its answer. */
async function hold(deps: Deps, making: Making, place: Place): Promise<StoredAnswer> {
  const { judged, key, override } = making;
  const { charges, instrument } = judged;
  const ready = await readyHold(deps, making, place);
  const isLimited = charges.length > 0 || (judged.member?.limitFen ?? null) !== null;
  if (!isLimited && place?.gate === 'open') return await commitHold(deps, ready);
  return await inIdempotentTransaction(deps, key, async (trx) => {
    if (place?.gate === 'away') await lockStation(trx, place.stationId);
    if (override !== null) await overdrawQuotas(trx, instrument.id, charges);
    else {
      const refused = await takeQuotas(trx, instrument.id, charges);
      if (refused !== undefined) throw rulesBroken(brokenQuota(refused));
    }
    await takeShare(trx, ready.booking);
    await writeHolds(deps, trx, [ready], 'counted');
    return ready.answer;
  });
}

/** Goes for one station, through its gate. `LOST` where somebody else was faster. */
async function tryStation(
  deps: Deps,
  making: Making,
  stationId: string,
  cells: CellRange,
): Promise<StoredAnswer | typeof LOST> {
  const holder = holderOf(making.key);
  const gate = await enterGate(deps, stationId, cells, holder);
  if (gate === 'shut') return LOST;
  let isTaken = false;
  try {
    const answer = await hold(deps, making, { stationId, cells, gate });
    isTaken = true;
    return answer;
  } catch (error) {
    if (!isDuplicate(error, 'booking_cells')) throw error;
    isTaken = true;
    return LOST;
  } finally {
    void leaveGate(deps, stationId, cells, holder, isTaken ? 'taken' : 'free');
  }
}

/** One round: what is free now, and the first station that can be had. */
async function tryOnce(deps: Deps, making: Making): Promise<StoredAnswer> {
  const { judged } = making;
  const { range } = judged.wish;
  if (range === null) return await hold(deps, making, null);
  const stations = judged.instrument.stations.map(({ id }) => id);
  const taken = takenByStation(stations, judged.facts.cells);
  const cells = cellsOf(range, buffersOf(judged.instrument));
  const free = freeStations(judged.instrument.rules, taken, range);
  making.line.settle(free.length > 0 ? 'going' : 'taken');
  for (const stationId of free) {
    const answer = await tryStation(deps, making, stationId, cells);
    if (answer !== LOST) return answer;
  }
  throw new Problem('booking.slot_taken');
}

/**
 * The answer to the same request sent twice at once, where the faster of the two is what now stands in
 * the way: only a hold of the same person can be.
 */
async function twinOf(deps: Deps, { facts }: JudgedWish, key: IdempotencyKey) {
  return facts.holds.length === 0 ? undefined : await findIdempotentAnswer(deps.db, key);
}

/**
 * Holds a slot for ten minutes: the first of the two booking transactions. Everything is read and
 * judged before it begins; inside it the keys of cells, hold and quota rows decide every race.
 * @throws Problem `instrument.not_found`, `booking.owner_unknown`, `booking.rules_broken` with every
 *   broken rule, `booking.slot_taken`
 */
export async function bookInstrument(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  wish: WishToBook,
): Promise<StoredAnswer> {
  const customer = await customerOf(deps, actor, wish);
  const line = new SlotLine(deps, wish.range, key);
  try {
    return await bookFor(deps, actor, customer, key, wish, line);
  } finally {
    line.leave();
  }
}

async function bookFor(
  deps: Deps,
  actor: Actor,
  customer: Actor,
  key: IdempotencyKey,
  wish: WishToBook,
  line: SlotLine,
): Promise<StoredAnswer> {
  for (let round = 1; ; round += 1) {
    const judged = await judgeWish(deps, customer, wish, { enter: line.enter });
    if (customer !== actor && !isStaffOf(actor, judged)) throw new Problem('access.forbidden');
    if (round < MOST_ROUNDS && (await reclaimEnded(deps, judged))) continue;
    try {
      const override = overrideOf(deps, actor, customer, judged, wish.override);
      return await tryOnce(deps, { judged, customer, actor, wish, override, key, line });
    } catch (error) {
      // Another of this person's holds took the number that was free a moment ago.
      const isOutrun = isDuplicate(error, 'bookings', 'bookings__hold_slot');
      if (isOutrun && round < MOST_ROUNDS) continue;
      const twin = await twinOf(deps, judged, key);
      if (twin !== undefined) return twin;
      throw isOutrun ? rulesBroken(tooManyHolds()) : error;
    }
  }
}
