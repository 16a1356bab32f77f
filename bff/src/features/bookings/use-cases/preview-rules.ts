import type { Deps } from '../../../deps.ts';
import { wordsOfRule } from '../../../infra/words.ts';
import type { BookingRules, Instrument } from '../../instruments/index.ts';
import { newlyBroken } from '../domain/broken-by-rules.ts';
import { findStanding } from '../list-repository.ts';

/** As many as the answer names; the rest are counted. */
const NAMED = 50;

/**
 * The bookings to come that other rules would no longer allow, soonest first. They stand: rules are
 * judged when a booking is made.
 */
export async function previewRules(deps: Deps, instrument: Instrument, rules: BookingRules) {
  const standing = await findStanding(deps.db, instrument.id, deps.clock.now());
  const broken = standing.flatMap((booking) => {
    const { startsAt, endsAt } = booking;
    if (startsAt === null || endsAt === null) return [];
    const found = newlyBroken(instrument.rules, rules, { ...booking, startsAt, endsAt });
    return found.length === 0 ? [] : [{ booking, startsAt, endsAt, found }];
  });
  return {
    total: broken.length,
    broken: broken.slice(0, NAMED).map(({ booking, startsAt, endsAt, found }) => ({
      bookingId: booking.id,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      owner: booking.ownerName,
      rules: found.map((rule) => ({
        code: rule.code,
        message: wordsOfRule(rule),
        overridable: rule.overridable,
      })),
    })),
  };
}
