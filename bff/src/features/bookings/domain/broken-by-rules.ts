import type { BrokenRule } from '../../../problem.ts';
import type { BookingRules } from '../../instruments/index.ts';
import type { Booking } from './booking.ts';
import { decideBooking } from './decide-booking.ts';

type Judged = Pick<Booking, 'kind' | 'service' | 'quote'> & {
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
};

/** How far ahead one books and holds bind the making of a booking, not one that is made; quotas are told of all together. */
const BINDS_STANDING: ReadonlySet<string> = new Set([
  'booking.outside_hours',
  'booking.closed_day',
  'booking.holiday',
  'booking.off_grid',
  'booking.too_short',
  'booking.too_long',
  'booking.kind_refused',
  'booking.user_kind_refused',
]);

function brokenBy(rules: BookingRules, booking: Judged): BrokenRule[] {
  const decision = decideBooking({
    now: booking.startsAt,
    kind: booking.kind,
    range: { startsAt: booking.startsAt, endsAt: booking.endsAt },
    service: booking.service,
    rules,
    timeZone: booking.timeZone,
    instrument: { status: 'open', takesTime: true, takesSamples: true },
    userKind: booking.quote.userKind,
    isChargeToRefused: false,
    hasPrice: true,
    coolingDown: [],
    holds: 0,
    quotas: [],
    member: null,
    noShows: 0,
    movableUntil: null,
    isAgreed: false,
  });
  return decision.ok ? [] : decision.broken.filter(({ code }) => BINDS_STANDING.has(code));
}

/** Rules that a standing booking keeps today and would break under other rules. */
export function newlyBroken(
  before: BookingRules,
  after: BookingRules,
  booking: Judged,
): BrokenRule[] {
  const known = new Set(brokenBy(before, booking).map(({ code }) => code));
  return brokenBy(after, booking).filter(({ code }) => !known.has(code));
}
