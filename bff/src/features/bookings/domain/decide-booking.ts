import {
  type BookingRules,
  leadMinutesFor,
  needsApproval,
  type UserKind,
} from '../../instruments/index.ts';
import type { BrokenRule } from '../../../problem.ts';
import { HOUR, MINUTE, DAY, later } from '../../../infra/clock.ts';
import type { Interval } from './cells.ts';
import { localDay, wallTime } from './local-time.ts';
import { holidayOn, hoursOfDay, openWindows } from './opening-hours.ts';

/** All that the rules ask about; whoever calls reads it first. */
export interface BookingFacts {
  now: Date;
  range: Interval;
  service: 'self' | 'crew';
  rules: BookingRules;
  timeZone: string;
  instrument: { status: string; takesTime: boolean };
  userKind: UserKind;
  isChargeToRefused: boolean;
  hasPrice: boolean;
  /** This person's let-go holds on this instrument that still cool down. */
  coolingDown: readonly Interval[];
}

export type BookingDecision =
  { ok: true; needsApproval: boolean } | { ok: false; broken: BrokenRule[] };

const COOLDOWN_MINUTES = 10;

const broken = (
  code: BrokenRule['code'],
  values: BrokenRule['values'] = {},
  overridable = true,
): BrokenRule => ({ code, values, overridable });

function judgeHours(facts: BookingFacts): BrokenRule[] {
  const { rules, timeZone, range } = facts;
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

function judgeShape({ rules, range, timeZone }: BookingFacts): BrokenRule[] {
  const grid = rules.gridMinutes;
  const isOnGrid = (at: Date) =>
    (at.getTime() - localDay(at, timeZone).startMs) % (grid * MINUTE) === 0;
  const length = (range.endsAt.getTime() - range.startsAt.getTime()) / MINUTE;
  return [
    ...(!isOnGrid(range.startsAt) || !isOnGrid(range.endsAt)
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

function judgeDistance({ rules, range, now, userKind }: BookingFacts): BrokenRule[] {
  const lead = leadMinutesFor(rules, userKind);
  // Limits are inclusive for the user: exactly the lead time ahead is in time.
  if (range.startsAt < later(now, lead * MINUTE)) {
    return [broken('booking.too_soon', { hours: Math.round((lead * MINUTE * 10) / HOUR) / 10 })];
  }
  return range.startsAt > later(now, rules.horizonDays * DAY)
    ? [broken('booking.too_far', { days: rules.horizonDays })]
    : [];
}

function judgePerson(facts: BookingFacts): BrokenRule[] {
  const { rules, instrument, service } = facts;
  const isCooling = facts.coolingDown.some(
    (slot) => slot.startsAt < facts.range.endsAt && facts.range.startsAt < slot.endsAt,
  );
  return [
    ...(instrument.status === 'open' ? [] : [broken('booking.not_bookable', {}, false)]),
    ...(instrument.takesTime && (rules.service === 'both' || rules.service === service)
      ? []
      : [broken('booking.kind_refused', {}, false)]),
    ...(facts.isChargeToRefused ? [broken('booking.charge_to_refused', {}, false)] : []),
    ...(rules.acceptedUserKinds.includes(facts.userKind)
      ? []
      : [broken('booking.user_kind_refused')]),
    ...(facts.hasPrice ? [] : [broken('booking.no_price', {}, false)]),
    ...(isCooling ? [broken('booking.cooling_down', { minutes: COOLDOWN_MINUTES }, false)] : []),
  ];
}

/**
 * The one rule set for every way to make or change a booking: all broken rules at once, each with a
 * code, its values and whether staff may override it (rules of the domain, "Booking"). Whether the
 * slot is free is not asked here: only the cells can say.
 */
export function decideBooking(facts: BookingFacts): BookingDecision {
  const found = [
    ...judgePerson(facts),
    ...judgeShape(facts),
    ...judgeHours(facts),
    ...judgeDistance(facts),
  ];
  return found.length === 0
    ? { ok: true, needsApproval: needsApproval(facts.rules, facts.userKind) }
    : { ok: false, broken: found };
}
