import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { BookingView } from '../domain/booking.ts';
import { REVIEW_MS } from '../domain/times.ts';
import { findBookings, type ListScope } from '../list-repository.ts';
import { stateNow } from './offer-actions.ts';

/** How long what is over stays: a calendar that was away for a month still hears of a cancellation. */
const PAST_MS = 30 * DAY;
const MOST = 1_000;

/**
 * The bookings with machine time of a person, or of some crews, from a month back on, soonest first;
 * holds whose time is up are expired. What is to come goes before what is over: a busy month leaves out
 * its own first days.
 */
export async function listForCalendar(deps: Deps, scope: ListScope): Promise<BookingView[]> {
  const now = deps.clock.now();
  const wish = { scope, now, reviewableSince: later(now, -REVIEW_MS) };
  const coming = await findBookings(
    deps.db,
    { ...wish, from: now },
    { sort: 'soonest', limit: MOST },
  );
  const left = MOST - coming.length;
  const past = await findBookings(
    deps.db,
    { ...wish, from: later(now, -PAST_MS), until: now },
    { sort: 'newest', limit: left },
  );
  return [...past.reverse(), ...coming].map((booking) => ({
    ...booking,
    state: stateNow(booking, now),
  }));
}
