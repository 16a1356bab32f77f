import type { Booking } from '../features/bookings/domain/booking.ts';
import { AUTO_CLOSE_MS, dueAtOf, HOLD_MS } from '../features/bookings/domain/times.ts';
import { LIVE_STATES } from '../features/bookings/domain/states.ts';
import { cellsOf, type CellRange, type Interval } from '../features/bookings/domain/cells.ts';
import { userKindOf } from '../features/instruments/index.ts';
import { divideHalfUp, quoteTime, termsOf, totalOf } from '../features/pricing/index.ts';
import { HOUR, later } from '../infra/clock.ts';
import type { Bookable } from './bookables.ts';
import { buffersOf } from './calendar.ts';
import type { Customer } from './customers.ts';
import { type Fate, fateOf, type Occasion } from './fate.ts';
import type { Part, Purse } from './purse.ts';
import type { Random } from './random.ts';
import type { Unit } from './world.ts';
import { purposeOf } from './words.ts';

/** How a delivery goes on that is not simply handed over. */
export type Twist = 'second_version' | 'awaiting_check';

/** What the crew handed in, oldest first. */
export interface Delivery {
  at: Date;
  operatorId: string;
  /** Null until it is released. */
  version: number | null;
  checkedBy: string | null;
}

/** A booking of the demo with its story and its money, not yet written. */
export interface PlannedBooking {
  booking: Booking;
  bookable: Bookable;
  customer: Customer;
  unit: Unit;
  fate: Fate;
  operatorId: string | null;
  deliveries: Delivery[];
  parts: Part[];
  /** What the unit keeps of a cancelled or missed booking, in fen. */
  keptFen: number;
  /** Cells it owns now: those of live bookings only. */
  cells: CellRange | null;
}

export interface Wanted {
  bookable: Bookable;
  unit: Unit;
  customer: Customer;
  stationId: string;
  range: Interval;
  service: 'self' | 'crew';
  state?: Occasion['wanted'];
  purpose?: string;
  twist?: Twist | undefined;
  /** The head whom the paying group asks; null where it asks nobody. */
  principalId?: string | null;
}

export interface Planner {
  now: Date;
  random: Random;
  newId: () => string;
  purse: Purse;
}

function serviceIsOffered(bookable: Bookable, service: 'self' | 'crew'): boolean {
  const { rules } = bookable.instrument;
  return rules.service === 'both' || rules.service === service;
}

function feeOf(fate: Fate, totalFen: number, bookable: Bookable): number {
  const { rules } = bookable.instrument;
  if (fate.state === 'no_show') return divideHalfUp(totalFen * rules.noShowPercent, 100);
  const cancelledAt = fate.steps.at(-1)?.at;
  const isLate =
    fate.state === 'cancelled' &&
    cancelledAt !== undefined &&
    fate.freeCancelUntil !== null &&
    cancelledAt > fate.freeCancelUntil;
  return isLate ? divideHalfUp(totalFen * rules.lateCancelPercent, 100) : 0;
}

/** Half the way from an instant to an hour ago. */
const halfway = (from: Date, now: Date): Date =>
  new Date(Math.floor((from.getTime() + now.getTime() - HOUR) / 2_000) * 1_000);

function deliveriesOf(
  fate: Fate,
  { bookable, twist }: Wanted,
  operatorId: string | null,
  now: Date,
): Delivery[] {
  if (operatorId === null) return [];
  // Whoever signs in as the operator finds something that a colleague delivered.
  const colleague = bookable.operators.find(({ persona }) => persona === null)?.id ?? operatorId;
  const second = bookable.operators.find(({ id }) => id !== operatorId)?.id ?? null;
  const checkedBy = bookable.instrument.rules.resultsCheckedBySecond ? second : null;
  if (twist === 'awaiting_check' && fate.actualEndsAt !== null) {
    const at = halfway(fate.actualEndsAt, now);
    return [{ at, operatorId: colleague, version: null, checkedBy: null }];
  }
  const firstAt = twist === 'second_version' ? fate.completedAt : fate.deliveredAt;
  if (firstAt === null) return [];
  const first = { at: firstAt, operatorId, version: 1, checkedBy };
  if (twist !== 'second_version') return [first];
  return [first, { ...first, at: halfway(firstAt, now), version: 2 }];
}

/** Plans one booking by the same rules and prices a real one has; undefined where they refuse it. */
export function planBooking(planner: Planner, wanted: Wanted): PlannedBooking | undefined {
  const { now, random, newId, purse } = planner;
  const { bookable, customer, principalId = null, range, service, unit } = wanted;
  const { instrument, prices } = bookable;
  const userKind = userKindOf(customer.payer, instrument);
  if (!instrument.rules.acceptedUserKinds.includes(userKind)) return undefined;
  if (!serviceIsOffered(bookable, service)) return undefined;
  const lines = quoteTime(prices, userKind, service, range, instrument.timeZone);
  if (lines === null) return undefined;
  const fate = fateOf(
    {
      range,
      rules: instrument.rules,
      userKind,
      service,
      now,
      wanted: wanted.state,
      asksPrincipal: principalId !== null,
    },
    random,
  );
  if (fate === undefined) return undefined;
  const totalFen = totalOf(lines);
  const parts =
    fate.paidAt === null
      ? []
      : purse.pay(customer, unit, totalFen, fate.paidAt, instrument.acceptsVouchers);
  const isOver = ['cancelled', 'rejected', 'no_show'].includes(fate.state);
  const keptFen = isOver ? purse.refund(customer, unit, parts, feeOf(fate, totalFen, bookable)) : 0;
  if (fate.state === 'closed') purse.spend(parts);
  const operator = bookable.operators.length === 0 ? null : random.pick(bookable.operators);
  const deliveries = deliveriesOf(fate, wanted, operator?.id ?? null, now);
  const latest = deliveries.at(-1);
  // A new version is something new to judge: seven days from then.
  const completedAt =
    latest?.version === 2 && fate.state === 'completed' ? latest.at : fate.completedAt;
  const id = newId();
  const booking: Booking = {
    id,
    kind: 'time',
    state: fate.state,
    instrumentId: instrument.id,
    stationId: wanted.stationId,
    unitId: instrument.unitId,
    crewId: instrument.crewId,
    ownerId: customer.person.id,
    madeBy: null,
    payerKind: customer.payer.kind,
    payerId: customer.payer.id,
    service,
    startsAt: range.startsAt,
    endsAt: range.endsAt,
    actualStartsAt: fate.actualStartsAt,
    actualEndsAt: fate.actualEndsAt,
    purpose: wanted.purpose ?? purposeOf(random),
    items: null,
    quote: {
      userKind,
      priceListId: prices.id,
      terms: termsOf(prices, userKind),
      lines,
      totalFen,
      lateCancelPercent: instrument.rules.lateCancelPercent,
      noShowPercent: instrument.rules.noShowPercent,
      freeCancelMinutes: instrument.rules.freeCancelMinutes,
      bufferBeforeMinutes: instrument.rules.bufferBeforeMinutes,
      bufferAfterMinutes: instrument.rules.bufferAfterMinutes,
    },
    totalFen,
    bill: null,
    rulesVersion: instrument.rulesVersion,
    charges: null,
    overrides: null,
    needsApproval: fate.needsApproval,
    principalId,
    principalAgreedAt: null,
    crewAgreedAt: null,
    holdSlot: fate.state === 'held' ? 1 : null,
    holdExpiresAt: later(fate.createdAt, HOLD_MS),
    dueAt: null,
    paidAt: fate.paidAt,
    answerBy: fate.answerBy,
    freeCancelUntil: fate.freeCancelUntil,
    completedAt,
    autoCloseAt: completedAt === null ? null : later(completedAt, AUTO_CLOSE_MS),
    closedAt: fate.closedAt,
    reason: fate.reason,
    appeal: null,
    appealRefusedAt: null,
    endMissingAt: null,
    proposedEndAt: null,
    waivedAt: null,
    resultsCount: latest?.version ?? 0,
    resultsWaitingBy: latest?.version === null ? latest.operatorId : null,
    reviewedAt: null,
    version: fate.steps.length,
    createdAt: fate.createdAt,
    updatedAt: fate.steps.at(-1)?.at ?? fate.createdAt,
  };
  return {
    booking: { ...booking, dueAt: dueAtOf(booking) },
    bookable,
    customer,
    unit,
    fate,
    operatorId: operator?.id ?? null,
    deliveries,
    parts,
    keptFen,
    cells: LIVE_STATES.includes(fate.state) ? cellsOf(range, buffersOf(instrument.rules)) : null,
  };
}
