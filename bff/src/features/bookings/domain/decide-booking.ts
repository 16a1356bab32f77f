import {
  APPROVAL_LEAD_MINUTES,
  type BookingRules,
  horizonDaysFor,
  needsApproval,
  type UserKind,
} from '../../instruments/index.ts';
import type { BrokenRule } from '../../../problem.ts';
import { isOverLimit, leftFen, type MemberUse } from '../../groups/index.ts';
import { HOUR, MINUTE, DAY, later } from '../../../infra/clock.ts';
import type { Interval } from './cells.ts';
import { isOnGrid, localDay, wallTime } from './local-time.ts';
import type { QuotaCharge } from './quotas.ts';
import { holidayOn, hoursOfDay, openWindows } from './opening-hours.ts';
import { NO_SHOW_STRIKES } from './times.ts';

/** What a wish takes of one quota, and what others have used of it. */
export interface QuotaFact {
  charge: QuotaCharge;
  used: number;
}

/** All that the rules ask about; whoever calls reads it first. */
export interface BookingFacts {
  /** The instant that lead time and horizon are counted from. */
  now: Date;
  kind: 'time' | 'sample';
  /** Null on samples that have no machine time yet. */
  range: Interval | null;
  service: 'self' | 'crew';
  rules: BookingRules;
  timeZone: string;
  instrument: { status: string; takesTime: boolean; takesSamples: boolean };
  userKind: UserKind;
  isChargeToRefused: boolean;
  hasPrice: boolean;
  /** This person's let-go holds on this instrument that still cool down. */
  coolingDown: readonly Interval[];
  /** Slots this person holds now, this wish not counted. */
  holds: number;
  quotas: readonly QuotaFact[];
  /** Where a group pays: its member's month, and how much more of it this takes, in fen. */
  member: (MemberUse & { moreFen: number }) | null;
  /** Missed bookings of the person in the last 90 days that nobody excused. */
  noShows: number;
  /** Moving a booking is free as long as cancelling it is; null where that limit does not apply. */
  movableUntil: Date | null;
  /** Others have agreed to the booking as it is: its owner may not change its time alone. */
  isAgreed: boolean;
}

export type BookingDecision =
  | { ok: true; needsApproval: boolean }
  | { ok: false; broken: BrokenRule[]; needsApproval: boolean };

/** Holds of one person at once; a unique key and a check of the table say the same. */
export const MOST_HOLDS = 3;
const COOLDOWN_MINUTES = 10;

const broken = (
  code: BrokenRule['code'],
  values: BrokenRule['values'] = {},
  overridable = true,
): BrokenRule => ({ code, values, overridable });

function judgeHours({ rules, timeZone }: BookingFacts, range: Interval): BrokenRule[] {
  const isInside = openWindows(rules, timeZone, range.startsAt, range.endsAt).some(
    (open) => open.startsAt <= range.startsAt && range.endsAt <= open.endsAt,
  );
  if (isInside) return [];
  const day = localDay(range.startsAt, timeZone);
  const { date } = day;
  const holiday = rules.closedOnHolidays ? holidayOn(date) : undefined;
  if (holiday !== undefined) return [broken('booking.holiday', { date, name: holiday })];
  const hours = hoursOfDay(rules, day)
    .map((open) => {
      const end = wallTime(open.endsAt, timeZone);
      return `${wallTime(open.startsAt, timeZone)}–${end === '00:00' ? '24:00' : end}`;
    })
    .join(' ');
  return [
    hours === ''
      ? broken('booking.closed_day', { date })
      : broken('booking.outside_hours', { hours }),
  ];
}

function judgeShape({ rules, timeZone }: BookingFacts, range: Interval): BrokenRule[] {
  const grid = rules.gridMinutes;
  const isOff = (at: Date) => !isOnGrid(at.getTime(), grid, timeZone);
  const length = (range.endsAt.getTime() - range.startsAt.getTime()) / MINUTE;
  return [
    ...(isOff(range.startsAt) || isOff(range.endsAt)
      ? [broken('booking.off_grid', { minutes: grid }, false)]
      : []),
    ...(length < rules.minMinutes
      ? [broken('booking.too_short', { minutes: rules.minMinutes })]
      : []),
    ...(length > rules.maxMinutes
      ? [broken('booking.too_long', { minutes: rules.maxMinutes })]
      : []),
  ];
}

/** The lead time in minutes, with a day more for the crew to answer where approval is needed. */
function leadOf(facts: BookingFacts): number {
  const { rules } = facts;
  return needsConsent(facts) ? rules.leadMinutes + APPROVAL_LEAD_MINUTES : rules.leadMinutes;
}

function judgeDistance(facts: BookingFacts, range: Interval): BrokenRule[] {
  const lead = leadOf(facts);
  const days = horizonDaysFor(facts.rules, facts.userKind);
  // Limits are inclusive for the user: exactly the lead time ahead is in time. The past is no limit
  // that staff may set aside.
  if (range.startsAt < later(facts.now, lead * MINUTE)) {
    const hours = Math.round((lead * MINUTE * 10) / HOUR) / 10;
    return [broken('booking.too_soon', { hours }, range.startsAt >= facts.now)];
  }
  return range.startsAt > later(facts.now, days * DAY) ? [broken('booking.too_far', { days })] : [];
}

function judgePerson(facts: BookingFacts): BrokenRule[] {
  const { instrument, kind, rules, service } = facts;
  const isTaken = kind === 'time' ? instrument.takesTime : instrument.takesSamples;
  const isServed = kind === 'sample' || rules.service === 'both' || rules.service === service;
  return [
    ...(instrument.status === 'open' ? [] : [broken('booking.not_bookable', {}, false)]),
    ...(isTaken && isServed ? [] : [broken('booking.kind_refused', {}, false)]),
    ...(facts.isChargeToRefused ? [broken('booking.charge_to_refused', {}, false)] : []),
    ...(rules.acceptedUserKinds.includes(facts.userKind)
      ? []
      : [broken('booking.user_kind_refused')]),
    ...(facts.hasPrice ? [] : [broken('booking.no_price', {}, false)]),
  ];
}

function judgeLimits(facts: BookingFacts): BrokenRule[] {
  const { range } = facts;
  const isCooling =
    range !== null &&
    facts.coolingDown.some((slot) => slot.startsAt < range.endsAt && range.startsAt < slot.endsAt);
  return [
    ...(isCooling ? [broken('booking.cooling_down', { minutes: COOLDOWN_MINUTES }, false)] : []),
    ...(facts.holds >= MOST_HOLDS ? [tooManyHolds()] : []),
    ...facts.quotas
      .filter(({ charge, used }) => used + charge.amount > charge.limit)
      .map(({ charge }) => brokenQuota(charge)),
    ...(facts.member !== null && isOverLimit(facts.member, facts.member.moreFen)
      ? [brokenLimit(facts.member, facts.member.moreFen)]
      : []),
    ...(facts.movableUntil !== null && facts.now > facts.movableUntil
      ? [broken('booking.too_late_to_move')]
      : []),
    ...(facts.isAgreed ? [broken('booking.move_needs_consent')] : []),
  ];
}

export function tooManyHolds(): BrokenRule {
  return broken('booking.too_many_holds', { count: MOST_HOLDS }, false);
}

/** The rule that a used-up quota breaks. */
export function brokenQuota({ quota }: QuotaCharge): BrokenRule {
  return broken(`booking.quota_${quota.who}_${quota.per}`, { [quota.of]: quota.limit });
}

/** The rule that spending more than a member's limit breaks; whose money it is, they alone raise it. */
export function brokenLimit(member: MemberUse, wantedFen: number): BrokenRule {
  const { limitFen, usedFen } = member;
  const sums = { limitFen: limitFen ?? 0, usedFen, wantedFen, leftFen: leftFen(member) ?? 0 };
  return { ...broken('booking.member_limit', {}, false), sums };
}

/** The rule as staff hear of it: what its owner may spend and has spent is not theirs to see. */
export const withoutSums = (rule: BrokenRule): BrokenRule =>
  rule.code === 'booking.member_limit' ? broken('booking.owner_limit', {}, false) : rule;

function needsConsent({ rules, userKind, noShows }: BookingFacts): boolean {
  return needsApproval(rules, userKind) || noShows >= NO_SHOW_STRIKES;
}

/**
 * The one rule set for every way to make or change a booking: all broken rules at once, each with a
 * code, its values and whether staff may override it (rules of the domain, "Booking"). Whether the
 * slot is free is not asked here: only the cells can say.
 */
export function decideBooking(facts: BookingFacts): BookingDecision {
  const { range } = facts;
  const found = [
    ...judgePerson(facts),
    ...(range === null
      ? []
      : [...judgeShape(facts, range), ...judgeHours(facts, range), ...judgeDistance(facts, range)]),
    ...judgeLimits(facts),
  ];
  const consent = needsConsent(facts);
  return found.length === 0
    ? { ok: true, needsApproval: consent }
    : { ok: false, broken: found, needsApproval: consent };
}
