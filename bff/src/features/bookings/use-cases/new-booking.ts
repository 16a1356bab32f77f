import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { termsOf, totalOf } from '../../pricing/index.ts';
import type { Booking, BookingView, FrozenQuote, Override } from '../domain/booking.ts';
import { dueAtOf, HOLD_MS } from '../domain/times.ts';
import type { Actor } from '../../../policy.ts';
import type { JudgedWish } from './judge-wish.ts';

/** Price and policy of a judged wish, as they are frozen with the booking. */
export function freezeQuote(
  deps: Deps,
  { instrument, lines, priceList, userKind }: JudgedWish,
): FrozenQuote {
  const { rules } = instrument;
  return {
    userKind,
    priceListId: priceList?.id ?? '',
    terms: priceList === undefined ? null : termsOf(priceList, userKind),
    lines,
    totalFen: totalOf(lines),
    judgedAt: deps.clock.now().toISOString(),
    lateCancelPercent: rules.lateCancelPercent,
    noShowPercent: rules.noShowPercent,
    freeCancelMinutes: rules.freeCancelMinutes,
    bufferBeforeMinutes: rules.bufferBeforeMinutes,
    bufferAfterMinutes: rules.bufferAfterMinutes,
    chargesBuffers: rules.chargesBuffers,
  };
}

export interface Making {
  purpose: string;
  stationId: string | null;
  holdSlot: number;
  customer: Actor;
  madeBy: string | null;
  override: Override | null;
}

/** A fresh hold, with the names its readers see. */
export function newBooking(deps: Deps, judged: JudgedWish, making: Making): BookingView {
  const now = deps.clock.now();
  const { instrument, payer, wish } = judged;
  const quote = freezeQuote(deps, judged);
  const booking: Booking = {
    id: deps.newId(),
    kind: wish.kind,
    state: 'held',
    instrumentId: instrument.id,
    stationId: making.stationId,
    unitId: instrument.unitId,
    crewId: instrument.crewId,
    ownerId: making.customer.userId,
    madeBy: making.madeBy,
    payerKind: payer.kind,
    payerId: payer.id,
    service: wish.service,
    startsAt: wish.range?.startsAt ?? null,
    endsAt: wish.range?.endsAt ?? null,
    actualStartsAt: null,
    actualEndsAt: null,
    purpose: making.purpose,
    items: wish.kind === 'sample' ? namedItems(judged) : null,
    quote,
    totalFen: quote.totalFen,
    bill: null,
    rulesVersion: instrument.rulesVersion,
    charges: judged.charges.length === 0 ? null : judged.charges,
    overrides: making.override === null ? null : [making.override],
    needsApproval: judged.decision.needsApproval,
    principalId: principalOf(judged, making.customer),
    principalAgreedAt: null,
    // The crew that books for someone has agreed.
    crewAgreedAt: making.madeBy === null ? null : now,
    holdSlot: making.holdSlot,
    holdExpiresAt: later(now, HOLD_MS),
    dueAt: null,
    paidAt: null,
    answerBy: null,
    freeCancelUntil: null,
    completedAt: null,
    autoCloseAt: null,
    closedAt: null,
    reason: null,
    appeal: null,
    appealRefusedAt: null,
    endMissingAt: null,
    proposedEndAt: null,
    waivedAt: null,
    resultsCount: 0,
    resultsWaitingBy: null,
    reviewedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return {
    ...booking,
    dueAt: dueAtOf(booking),
    ownerName: making.customer.name,
    payerName: payer.name,
    instrumentName: instrument.name,
    instrumentNameEn: instrument.nameEn,
    model: instrument.model,
    room: instrument.room,
    classCode: instrument.classCode,
    unitName: instrument.unitName,
    unitNameEn: instrument.unitNameEn,
    timeZone: instrument.timeZone,
    regionCode: instrument.regionCode,
    acceptsVouchers: instrument.acceptsVouchers,
    instrumentGroupId: instrument.groupId,
    checkerIds: [],
  };
}

function namedItems({ instrument, wish }: JudgedWish) {
  const names = new Map(instrument.testItems.map(({ id, name }) => [id, name]));
  return wish.items.map((item) => ({ ...item, name: names.get(item.testItemId) ?? '' }));
}

/** Whom the paying group asks first; its principal asks nobody. */
function principalOf({ payer }: JudgedWish, customer: Actor): string | null {
  return payer.asks === customer.userId ? null : payer.asks;
}
