import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { Actor } from '../../../policy.ts';
import {
  defaultPayer,
  type Instrument,
  type Payer,
  payerFor,
  type UserKind,
  userKindOf,
} from '../../instruments/index.ts';
import { findPriceList, type PriceList, type QuoteLine, quoteTime } from '../../pricing/index.ts';
import type { Interval } from '../domain/cells.ts';
import {
  type BookingDecision,
  type BookingFacts,
  decideBooking,
} from '../domain/decide-booking.ts';
import { localDay } from '../domain/local-time.ts';
import { findCooldowns } from '../limits-repository.ts';

/** What a user asks for, before anything is made. */
export interface Wish {
  instrumentId: string;
  startsAt: string;
  endsAt: string;
  service: 'self' | 'crew';
  chargeTo?: { kind: 'group' | 'company'; id: string } | undefined;
}

export interface JudgedWish {
  range: Interval;
  payer: Payer;
  userKind: UserKind;
  priceList: PriceList | undefined;
  lines: QuoteLine[];
  decision: BookingDecision;
  /** Judges and prices another interval of the same wish. */
  retry: (range: Interval) => { lines: QuoteLine[]; decision: BookingDecision };
}

/** Reads what the rules ask and judges a wish; reads only, so quotes and bookings share it. */
export async function judgeWish(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  instrument: Instrument,
  wish: Wish,
): Promise<JudgedWish> {
  const now = deps.clock.now();
  const range = { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) };
  const named = payerFor(actor, wish.chargeTo);
  const isChargeToRefused = named === 'refused';
  const payer =
    named === 'refused'
      ? (defaultPayer(actor) ?? { kind: 'person' as const, id: actor.userId, unitId: actor.unitId })
      : named;
  const userKind = userKindOf(payer, instrument);
  const day = localDay(range.startsAt, instrument.timeZone).date;
  const priceList = await findPriceList(trx, instrument.id, day);
  const coolingDown = await findCooldowns(trx, actor.userId, instrument.id, now);
  const price = (wanted: Interval) =>
    priceList === undefined
      ? null
      : quoteTime(priceList, userKind, wish.service, wanted, instrument.timeZone);
  const retry = (wanted: Interval) => {
    const lines = price(wanted);
    const facts: BookingFacts = {
      now,
      range: wanted,
      service: wish.service,
      rules: instrument.rules,
      timeZone: instrument.timeZone,
      instrument,
      userKind,
      isChargeToRefused,
      hasPrice: lines !== null,
      coolingDown,
    };
    return { lines: lines ?? [], decision: decideBooking(facts) };
  };
  return { range, payer, userKind, priceList, ...retry(range), retry };
}
