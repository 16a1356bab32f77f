import type { Deps } from '../../../deps.ts';
import { wordsOfRule } from '../../../infra/words.ts';
import type { BookingRules, Instrument } from '../../instruments/index.ts';
import { newlyBroken } from '../domain/broken-by-rules.ts';
import { overQuota } from '../domain/over-quota.ts';
import { findStanding } from '../list-repository.ts';

/** As many as the answer names; the rest are counted. */
const NAMED = 50;

/**
 * The bookings to come that other rules would no longer allow, soonest first. They stand: rules are
 * judged when a booking is made.
 */
export async function previewRules(deps: Deps, instrument: Instrument, rules: BookingRules) {
  const standing = await findStanding(deps.db, instrument.id, deps.clock.now());
  const placed = standing.flatMap((booking) => {
    const { startsAt, endsAt } = booking;
    return startsAt === null || endsAt === null ? [] : [{ ...booking, startsAt, endsAt }];
  });
  const [wasOver, isOver] = [instrument.rules, rules].map(({ quotas }) =>
    overQuota(quotas, placed),
  );
  const broken = placed.flatMap((booking) => {
    const known = new Set(wasOver?.get(booking.id)?.map(({ code }) => code));
    const found = [
      ...newlyBroken(instrument.rules, rules, booking),
      ...(isOver?.get(booking.id) ?? []).filter(({ code }) => !known.has(code)),
    ];
    const { startsAt, endsAt } = booking;
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
