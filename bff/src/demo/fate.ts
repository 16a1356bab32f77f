import type { BookingState } from '../features/bookings/domain/states.ts';
import { answerBy, AUTO_CLOSE_MS, freeCancelUntil } from '../features/bookings/domain/times.ts';
import type { Interval } from '../features/bookings/domain/cells.ts';
import {
  type BookingRules,
  leadMinutesFor,
  needsApproval,
  type UserKind,
} from '../features/instruments/index.ts';
import { DAY, HOUR, later, MINUTE } from '../infra/clock.ts';
import type { Random } from './random.ts';
import { REASONS } from './words.ts';

export interface StepTaken {
  from: BookingState | null;
  to: BookingState;
  at: Date;
  by: 'owner' | 'operator' | 'system';
  reason: string | null;
}

/** How a booking went, or has gone so far. */
export interface Fate {
  state: BookingState;
  needsApproval: boolean;
  steps: StepTaken[];
  createdAt: Date;
  paidAt: Date | null;
  answerBy: Date | null;
  freeCancelUntil: Date | null;
  actualStartsAt: Date | null;
  actualEndsAt: Date | null;
  completedAt: Date | null;
  closedAt: Date | null;
  /** When results were handed over, where any were due. */
  deliveredAt: Date | null;
  reason: string | null;
}

export interface Occasion {
  range: Interval;
  rules: BookingRules;
  userKind: UserKind;
  service: 'self' | 'crew';
  now: Date;
  /** Where the story has to end, for the bookings that people look at. */
  wanted?: BookingState | undefined;
  /** The group that pays asks its head. */
  asksPrincipal?: boolean;
}

const earliest = (a: Date, b: Date) => (a < b ? a : b);
const latest = (a: Date, b: Date) => (a > b ? a : b);

/** Between two instants, somewhere; the first one where there is nothing between. */
function between(random: Random, from: Date, to: Date): Date {
  const span = Math.max(0, to.getTime() - from.getTime());
  return new Date(from.getTime() + Math.floor((random.next() * span) / 1_000) * 1_000);
}

/** When it was made: within the lead time and the horizon of the rules. */
function madeAt(occasion: Occasion, random: Random): Date | undefined {
  const { range, rules, userKind, now, wanted } = occasion;
  const last = earliest(
    later(range.startsAt, -leadMinutesFor(rules, userKind) * MINUTE),
    later(now, -10 * MINUTE),
  );
  // Ten minutes for the hold lie between the first tap and the money.
  const horizon = later(range.startsAt, -rules.horizonDays * DAY);
  const usual = later(last, -random.int(1, 8) * DAY);
  const fresh = wanted === 'requested' ? later(now, -30 * HOUR) : horizon;
  const first = latest(latest(horizon, usual), fresh);
  return first > last ? undefined : between(random, first, last);
}

type Ending = 'used' | 'cancelled' | 'no_show' | 'rejected' | 'expired';

function endingFor(occasion: Occasion, asks: boolean, random: Random): Ending {
  const { wanted, range, now } = occasion;
  if (
    wanted === 'cancelled' ||
    wanted === 'no_show' ||
    wanted === 'rejected' ||
    wanted === 'expired'
  ) {
    return wanted;
  }
  if (wanted !== undefined) return 'used';
  const dice = random.next();
  if (dice < 0.055) return 'cancelled';
  if (dice < 0.07 && range.endsAt < now) return 'no_show';
  if (dice < 0.09 && asks) return 'rejected';
  return dice < 0.1 ? 'expired' : 'used';
}

/** Walks one booking through its states as far as the clock allows; undefined where it cannot be. */
export function fateOf(occasion: Occasion, random: Random): Fate | undefined {
  const { range, rules, userKind, now, wanted } = occasion;
  const createdAt = madeAt(occasion, random);
  if (createdAt === undefined) return undefined;
  const asksCrew = needsApproval(rules, userKind);
  const asks = asksCrew || occasion.asksPrincipal === true;
  const ending = endingFor(occasion, asks, random);
  if ((wanted === 'requested' || ending === 'rejected') && !asks) return undefined;
  const fate: Fate = {
    state: 'held',
    needsApproval: asksCrew,
    steps: [],
    createdAt,
    paidAt: null,
    answerBy: null,
    freeCancelUntil: null,
    actualStartsAt: null,
    actualEndsAt: null,
    completedAt: null,
    closedAt: null,
    deliveredAt: null,
    reason: null,
  };
  const go = (to: BookingState, at: Date, by: StepTaken['by'], reason: string | null = null) => {
    const from = fate.steps.length === 0 ? null : fate.state;
    fate.steps.push({ from, to, at, by, reason });
    fate.state = to;
    fate.reason = reason ?? fate.reason;
  };
  go('held', createdAt, 'owner');
  if (ending === 'expired') {
    go('expired', later(createdAt, 10 * MINUTE + 6_000), 'system');
    return fate;
  }
  const paidAt = later(createdAt, random.int(45, 480) * 1_000);
  fate.paidAt = paidAt;
  fate.freeCancelUntil = freeCancelUntil(paidAt, range.startsAt, rules.freeCancelMinutes);
  if (asks) {
    fate.answerBy = answerBy(paidAt, range.startsAt);
    go('requested', paidAt, 'owner');
    const answeredAt = earliest(
      later(paidAt, random.int(20, 1_500) * MINUTE),
      later(fate.answerBy, -10 * MINUTE),
    );
    const isOpen = wanted === 'requested' || (wanted === undefined && answeredAt > now);
    if (isOpen) return fate.answerBy > later(now, HOUR) ? fate : undefined;
    const at = earliest(answeredAt, later(now, -2 * MINUTE));
    if (ending === 'rejected') {
      go('rejected', at, 'operator', random.pick(REASONS.rejected));
      return fate;
    }
    go('confirmed', at, 'operator');
  } else go('confirmed', paidAt, 'owner');
  const sureAt = fate.steps.at(-1)?.at ?? paidAt;
  if (ending === 'cancelled') {
    const at = between(random, sureAt, earliest(now, range.startsAt));
    go('cancelled', at, 'owner', random.pick(REASONS.cancelled));
    return fate;
  }
  if (wanted === 'confirmed' || range.startsAt >= now) {
    return wanted === undefined || wanted === 'confirmed' ? fate : undefined;
  }
  if (ending === 'no_show') {
    go(
      'no_show',
      earliest(later(range.startsAt, 30 * MINUTE), now),
      'operator',
      REASONS.no_show[0],
    );
    return fate;
  }
  use(fate, occasion, random, go);
  return wanted === undefined || fate.state === wanted ? fate : undefined;
}

type Go = (to: BookingState, at: Date, by: StepTaken['by'], reason?: string | null) => void;

/** From check-in on: use, results, acceptance. */
function use(fate: Fate, occasion: Occasion, random: Random, go: Go): void {
  const { range, now, wanted, service } = occasion;
  const begun = latest(
    fate.steps.at(-1)?.at ?? range.startsAt,
    later(range.startsAt, random.int(-6, 12) * MINUTE),
  );
  fate.actualStartsAt = earliest(begun, later(now, -MINUTE));
  go('in_use', fate.actualStartsAt, 'operator');
  if (wanted === 'in_use' || range.endsAt > now) return;
  const ended = later(range.endsAt, random.int(-15, 6) * MINUTE);
  fate.actualEndsAt = earliest(latest(ended, later(fate.actualStartsAt, 10 * MINUTE)), now);
  const isDue = wanted === 'awaiting_results' || random.chance(service === 'crew' ? 0.9 : 0.35);
  const isSlow = random.chance(0.05);
  const readyAt = isDue
    ? later(fate.actualEndsAt, isSlow ? random.int(100, 260) * HOUR : random.int(1, 60) * HOUR)
    : fate.actualEndsAt;
  if (isDue) go('awaiting_results', fate.actualEndsAt, 'operator');
  if (wanted === 'awaiting_results' || (readyAt > now && wanted === undefined)) return;
  const completedAt = earliest(readyAt, later(now, -HOUR));
  if (completedAt < fate.actualEndsAt) return;
  fate.completedAt = completedAt;
  if (isDue) fate.deliveredAt = completedAt;
  go('completed', completedAt, 'operator');
  if (wanted === 'completed') return;
  const age = now.getTime() - completedAt.getTime();
  if (wanted === 'disputed' || (wanted === undefined && age < 20 * DAY && random.chance(0.02))) {
    const at = earliest(later(completedAt, random.int(1, 50) * HOUR), later(now, -HOUR));
    go('disputed', latest(at, completedAt), 'owner', random.pick(REASONS.disputed));
    return;
  }
  const byHandAt = later(completedAt, random.int(1, 90) * HOUR);
  const isByHand = byHandAt < now && random.chance(0.65);
  const byItselfAt = later(completedAt, AUTO_CLOSE_MS);
  if (isByHand || wanted === 'closed' || byItselfAt <= now) {
    fate.closedAt = isByHand ? byHandAt : earliest(byItselfAt, now);
    go('closed', fate.closedAt, fate.closedAt >= byItselfAt ? 'system' : 'owner');
  }
}
