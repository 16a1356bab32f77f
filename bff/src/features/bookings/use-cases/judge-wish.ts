import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  defaultPayer,
  type Instrument,
  type Payer,
  payerFor,
  personPayer,
  type UserKind,
  userKindOf,
} from '../../instruments/index.ts';
import { memberColumn, memberOf, type MemberUse, spendingMonth } from '../../groups/index.ts';
import { prepaidColumn, prepaidOf } from '../../ledger/index.ts';
import { type CreditLine, creditColumn, creditOf } from '../../payments/index.ts';
import {
  pickPriceList,
  type PriceList,
  type QuoteLine,
  quoteSamples,
  quoteTime,
  totalOf,
} from '../../pricing/index.ts';
import type { Booking } from '../domain/booking.ts';
import { cellsOf, type Interval } from '../domain/cells.ts';
import {
  type BookingDecision,
  type BookingFacts,
  decideBooking,
} from '../domain/decide-booking.ts';
import { localDay } from '../domain/local-time.ts';
import { chargesOf, type QuotaCharge } from '../domain/quotas.ts';
import { findWishFacts, type WishFacts } from '../facts-repository.ts';
import { MINUTE, later } from '../../../infra/clock.ts';
import { readBookable } from './read-bookable.ts';

/** What someone asks for, before anything is made. */
export interface Wish {
  instrumentId: string;
  kind: 'time' | 'sample';
  /** Null for samples: the lab gives them machine time. */
  range: Interval | null;
  items: readonly { testItemId: string; count: number }[];
  service: 'self' | 'crew';
  chargeTo?: { kind: 'group' | 'company'; id: string } | undefined;
}

export interface JudgedWish {
  wish: Wish;
  instrument: Instrument;
  payer: Payer;
  userKind: UserKind;
  priceList: PriceList | undefined;
  account: { accountId: string | null; balanceFen: number };
  /** Where a group pays: what its member's month is. */
  member: MemberUse | null;
  credit: CreditLine | null;
  facts: WishFacts;
  charges: QuotaCharge[];
  lines: QuoteLine[];
  decision: BookingDecision;
  /** Judges and prices another interval of the same wish. */
  retry: (range: Interval) => { lines: QuoteLine[]; decision: BookingDecision };
}

/** The payer that a booking has, whatever its owner holds today. */
const payerOf = ({ payerId, payerKind }: Booking): Payer => ({
  kind: payerKind,
  id: payerId,
  unitId: null,
  name: '',
  asks: null,
});

/** Sums stay within what the ledger and the contract can carry. */
const MOST_FEN = 1_000_000_000_000;
const isPayable = (lines: QuoteLine[] | null): boolean =>
  lines !== null && totalOf(lines) <= MOST_FEN;

export const buffersOf = ({ rules }: Pick<Instrument, 'rules'>) => ({
  beforeMinutes: rules.bufferBeforeMinutes,
  afterMinutes: rules.bufferAfterMinutes,
});

/** The interval that is paid for: the wish, and its buffers where the instrument charges them. */
export function chargedRange({ rules }: Instrument, range: Interval): Interval {
  if (!rules.chargesBuffers) return range;
  return {
    startsAt: later(range.startsAt, -rules.bufferBeforeMinutes * MINUTE),
    endsAt: later(range.endsAt, rules.bufferAfterMinutes * MINUTE),
  };
}

function priceOf(
  instrument: Instrument,
  priceList: PriceList | undefined,
  userKind: UserKind,
  wish: Wish,
  range: Interval | null,
): QuoteLine[] | null {
  if (priceList === undefined) return null;
  if (wish.kind === 'sample' || range === null) {
    return quoteSamples(priceList, userKind, [...wish.items]);
  }
  const charged = chargedRange(instrument, range);
  return quoteTime(priceList, userKind, wish.service, charged, instrument.timeZone);
}

/** What holds of a wish beside the calendar: of a new one, or of a booking that is to change. */
export interface About {
  /** The booking that is to change; its own cells, charges and hold do not stand in its way. */
  booking?: Booking;
  /** Lead time and horizon are counted from then; now, unless said otherwise. */
  countedFrom?: Date;
  movableUntil?: Date | null;
  /** Others have agreed to the booking as it is. */
  isAgreed?: boolean;
  /** The price stays as it is, whatever today's would be. */
  isPriceKept?: boolean;
  /** A sound wish asks to go on; where it may not, the slot is going to others and it is refused. */
  enter?: (instrument: Instrument) => Promise<boolean>;
}

/** What holds of someone who has no limits used up: to judge a wish by its instrument alone. */
const NO_FACTS: WishFacts = {
  cells: [],
  holds: [],
  coolingDown: [],
  noShows: 0,
  quotas: new Map(),
};

function factsOf(
  deps: Deps,
  judged: Pick<JudgedWish, 'facts' | 'instrument' | 'wish' | 'userKind'>,
  range: Interval | null,
  charges: readonly QuotaCharge[],
  hasPrice: boolean,
  more: { isChargeToRefused: boolean; about: About; member: BookingFacts['member'] },
): BookingFacts {
  const { facts, instrument, wish } = judged;
  const { booking, countedFrom, isAgreed = false, movableUntil = null } = more.about;
  const own = new Map((booking?.charges ?? []).map(({ key, amount }) => [key, amount]));
  return {
    now: countedFrom ?? deps.clock.now(),
    kind: wish.kind,
    range,
    service: wish.service,
    rules: instrument.rules,
    timeZone: instrument.timeZone,
    instrument,
    userKind: judged.userKind,
    isChargeToRefused: more.isChargeToRefused,
    hasPrice,
    coolingDown: booking === undefined ? facts.coolingDown : [],
    holds: booking === undefined ? facts.holds.length : 0,
    quotas: charges.map((charge) => ({
      charge,
      used: (facts.quotas.get(charge.key) ?? 0) - (own.get(charge.key) ?? 0),
    })),
    member: more.member,
    noShows: facts.noShows,
    movableUntil,
    isAgreed,
  };
}

/**
 * Reads what the rules ask, in two statements, and judges a wish; reads only, so that quotes, bookings,
 * moves and approvals share it.
 * @param customer whose booking it is, whoever makes it.
 * @throws Problem `instrument.not_found`, `booking.slot_taken` where `enter` says so
 */
export async function judgeWish(
  deps: Deps,
  customer: Actor,
  wish: Wish,
  about: About = {},
): Promise<JudgedWish> {
  const trx = deps.db;
  const now = deps.clock.now();
  const { booking } = about;
  const named = booking === undefined ? payerFor(customer, wish.chargeTo) : payerOf(booking);
  const payer = named === 'refused' ? (defaultPayer(customer) ?? personPayer(customer)) : named;
  const startsAt = wish.range?.startsAt ?? now;
  const { instrument, prices } = await readBookable(deps, wish.instrumentId);
  const { quotas } = instrument.rules;
  const whose = { userId: customer.userId, groupId: payer.kind === 'group' ? payer.id : null };
  const chargesFor = (range: Interval | null) =>
    range === null ? [] : chargesOf(quotas, { range, ...whose, timeZone: instrument.timeZone });
  const charges = chargesFor(wish.range);
  const asked = {
    wish,
    instrument,
    payer,
    userKind: booking?.quote.userKind ?? userKindOf(payer, instrument),
    priceList: pickPriceList(prices, localDay(startsAt, instrument.timeZone).date),
  };
  // Who has left the group moves what they booked, but spends no more of its money.
  const hasLeft =
    booking?.payerKind === 'group' && !customer.groups.some(({ id }) => id === payer.id);
  const more = { isChargeToRefused: named === 'refused', about, member: null };
  const judgeBy = (facts: WishFacts, range: Interval | null, member: MemberUse | null) => {
    const lines = priceOf(instrument, asked.priceList, asked.userKind, wish, range);
    const moreFen = about.isPriceKept ? 0 : totalOf(lines ?? []) - (booking?.totalFen ?? 0);
    const wanted = factsOf(deps, { ...asked, facts }, range, chargesFor(range), isPayable(lines), {
      about,
      isChargeToRefused: more.isChargeToRefused || (hasLeft && moreFen > 0),
      member: member === null ? null : { ...member, moreFen },
    });
    return { lines: lines ?? [], decision: decideBooking(wanted) };
  };
  const alone = factsOf(deps, { ...asked, facts: NO_FACTS }, wish.range, [], true, more);
  const isSound = decideBooking(alone).ok;
  if (about.enter !== undefined && isSound && !(await about.enter(instrument))) {
    throw new Problem('booking.slot_taken');
  }
  const { facts, beside } = await findWishFacts(trx, {
    instrumentId: instrument.id,
    userId: customer.userId,
    // A wish that breaks rules by itself asks no calendar: it may be a month on a hundred stations.
    cells: wish.range === null || !isSound ? null : cellsOf(wish.range, buffersOf(instrument)),
    quotaKeys: charges.map(({ key }) => key),
    now,
    beside: {
      account: prepaidColumn(trx, payer, instrument.unitId),
      credit: creditColumn(trx, payer, instrument.unitId),
      ...(payer.kind === 'group'
        ? {
            member: memberColumn(trx, {
              groupId: payer.id,
              userId: customer.userId,
              month: spendingMonth(booking?.createdAt ?? now),
            }),
          }
        : {}),
    },
  });
  const member = payer.kind === 'group' ? memberOf(beside['member']) : null;
  return {
    ...asked,
    account: prepaidOf(beside['account']),
    member,
    credit: creditOf(beside['credit']),
    facts,
    charges,
    ...judgeBy(facts, wish.range, member),
    retry: (range) => judgeBy(facts, range, member),
  };
}
