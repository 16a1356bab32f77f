import type { Deps } from '../../../deps.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import { wordsOfRule } from '../../../infra/words.ts';
import type { Actor } from '../../../policy.ts';
import type { Instrument } from '../../instruments/index.ts';
import { totalOf } from '../../pricing/index.ts';
import { findTaken } from '../cells-repository.ts';
import type { Interval } from '../domain/cells.ts';
import type { BookingDecision } from '../domain/decide-booking.ts';
import { freeSlots } from '../domain/free-slots.ts';
import { presentLimit, presentVoucher } from '../presenter.ts';
import { judgeWish, type JudgedWish, type Wish } from './judge-wish.ts';
import { grantsOf } from './present-booking.ts';
import { bookableSpan } from './read-calendar.ts';

const CHOICES = 2;
/** Free slots looked at: two weeks of a 15-minute grid in opening hours. */
const ENOUGH = 500;
const LOOK_AROUND = 14 * DAY;

/** The wished length, cut to what the rules allow. */
function allowedMinutes({ rules }: Instrument, wished: number): number {
  const allowed = Math.min(Math.max(wished, rules.minMinutes), rules.maxMinutes);
  return Math.max(rules.gridMinutes, Math.floor(allowed / rules.gridMinutes) * rules.gridMinutes);
}

/**
 * Up to two allowed, free intervals nearest to the wish, earlier or later.
 * @param movedId the booking that is to move: its own cells are free to it.
 */
async function nearestChoices(deps: Deps, actor: Actor, judged: JudgedWish, movedId?: string) {
  const { instrument } = judged;
  const { range } = judged.wish;
  if (range === null) return [];
  const now = deps.clock.now();
  const bookable = bookableSpan(instrument, actor, now);
  const wishedAt = range.startsAt.getTime();
  const span = {
    from: new Date(Math.max(bookable.from.getTime(), wishedAt - LOOK_AROUND)),
    to: new Date(
      Math.min(bookable.to.getTime(), Math.max(wishedAt, bookable.from.getTime()) + LOOK_AROUND),
    ),
  };
  if (span.from >= span.to) return [];
  const stations = instrument.stations.map(({ id }) => id);
  const around = { startsAt: later(span.from, -DAY), endsAt: later(span.to, DAY) };
  const taken = await findTaken(deps.db, stations, around, movedId);
  const minutes = (range.endsAt.getTime() - wishedAt) / MINUTE;
  const distance = (slot: Interval) => Math.abs(slot.startsAt.getTime() - wishedAt);
  const length = allowedMinutes(instrument, minutes);
  const slots = freeSlots(instrument.rules, instrument.timeZone, taken, span, length, ENOUGH);
  slots.sort((a, b) => distance(a) - distance(b));
  const choices = [];
  for (const slot of slots) {
    if (choices.length === CHOICES) break;
    const { decision, lines } = judged.retry(slot);
    if (!decision.ok) continue;
    choices.push({
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      totalFen: totalOf(lines),
    });
  }
  return choices;
}

/** Rules that another time can keep; where others are broken no choice of time helps. */
const OF_TIME: readonly string[] = [
  'booking.outside_hours',
  'booking.closed_day',
  'booking.holiday',
  'booking.off_grid',
  'booking.too_short',
  'booking.too_long',
  'booking.too_soon',
  'booking.too_far',
  'booking.cooling_down',
];

/** Every rule a wish breaks, in words, and what would be allowed near it. */
export async function refusalOf(deps: Deps, actor: Actor, judged: JudgedWish, movedId?: string) {
  const { decision } = judged;
  const broken = decision.ok ? [] : decision.broken;
  return {
    broken: broken.map((rule) => ({
      code: rule.code,
      message: wordsOfRule(rule),
      overridable: rule.overridable,
      ...(rule.sums === undefined ? {} : { sums: rule.sums }),
    })),
    nearest: isCurable(decision) ? await nearestChoices(deps, actor, judged, movedId) : [],
  };
}

const isCurable = (decision: BookingDecision): boolean =>
  !decision.ok &&
  decision.broken.every(({ code }) => OF_TIME.includes(code) || code.includes('_day'));

/**
 * What a wish would cost, which rules it breaks and what would be allowed near it; makes nothing.
 * @throws Problem `instrument.not_found`
 */
export async function quoteBooking(deps: Deps, actor: Actor, wish: Wish) {
  const judged = await judgeWish(deps, actor, wish);
  const { account, credit, decision, instrument, lines, member, payer, userKind } = judged;
  const totalFen = totalOf(lines);
  const bill = {
    totalFen,
    frozenFen: 0,
    dueFen: totalFen,
    unitId: instrument.unitId,
    regionCode: instrument.regionCode,
    acceptsVouchers: instrument.acceptsVouchers,
    kind: wish.kind,
    at: deps.clock.now(),
  };
  const grants = await grantsOf(deps.db, payer);
  return {
    userKind,
    lines,
    totalFen,
    vouchers: grants.map((grant) => presentVoucher(grant, bill)),
    account,
    credit,
    memberLimit: presentLimit(member),
    needsApproval: decision.needsApproval,
    ...(await refusalOf(deps, actor, judged)),
  };
}
