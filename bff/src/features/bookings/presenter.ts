import { later } from '../../infra/clock.ts';
import { nameForReader } from '../../infra/current-request.ts';
import { may } from '../../policy.ts';
import { leftFen, type MemberUse } from '../groups/index.ts';
import { type CreditLine, paidFen, type Payment } from '../payments/index.ts';
import { payableByVoucher, type VoucherGrant } from '../vouchers/index.ts';
import { billFen, type BookingView } from './domain/booking.ts';
import { waitsFor } from './domain/consent.ts';
import { TERMINAL_STATES } from './domain/states.ts';
import { REVIEW_MS } from './domain/times.ts';
import { actionsOf, type Reader, stateNow } from './use-cases/offer-actions.ts';
import { scopeOf } from './use-cases/read-booking.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function presentVoucher(grant: VoucherGrant, booking: VoucherBill) {
  const { programme } = grant;
  const { payableFen, refusedBecause } = payableByVoucher(
    { ...grant, rules: programme.rules },
    {
      totalFen: booking.totalFen,
      frozenFen: booking.frozenFen,
      kind: booking.kind,
      unitRegionCode: booking.regionCode,
      isAccepted: booking.acceptsVouchers,
      isUnitControlled: grant.controlledByUnitId === booking.unitId,
      at: booking.at,
    },
  );
  return {
    grantId: grant.id,
    programme: nameForReader(programme.name, programme.nameEn),
    leftFen: grant.leftFen,
    sharePercent: programme.rules.sharePercent,
    validUntil: grant.validUntil.toISOString(),
    payableFen: Math.min(payableFen, booking.dueFen),
    refusedBecause,
  };
}

interface VoucherBill {
  /** The whole bill, what vouchers pay of it already, and what is still due. */
  totalFen: number;
  frozenFen: number;
  dueFen: number;
  kind: 'time' | 'sample';
  unitId: string;
  regionCode: string;
  acceptsVouchers: boolean;
  at: Date;
}

export interface Purse {
  grants: VoucherGrant[];
  account: { accountId: string | null; balanceFen: number } | null;
  credit: CreditLine | null;
  member: MemberUse | null;
}

const NO_PURSE: Purse = { grants: [], account: null, credit: null, member: null };

/** A member's own limit of the month; null where they have none. */
export function presentLimit(member: MemberUse | null) {
  const left = member === null ? null : leftFen(member);
  if (member === null || left === null) return null;
  return { limitFen: member.limitFen, usedFen: member.usedFen, leftFen: left };
}

export function presentPayment(payment: Payment) {
  return {
    id: payment.id,
    state: payment.state,
    totalFen: payment.totalFen,
    paidAt: payment.paidAt.toISOString(),
    parts: payment.parts.map(({ kind, name, amountFen, refundedFen }) => ({
      kind,
      name,
      amountFen,
      refundedFen,
    })),
  };
}

/** What vouchers pay, in fen. */
const frozenFen = (payments: readonly Payment[]): number =>
  payments
    .flatMap(({ parts }) => parts)
    .filter(({ kind }) => kind === 'voucher')
    .reduce((sum, { amountFen, refundedFen }) => sum + amountFen - refundedFen, 0);

export function presentBooking(
  booking: BookingView,
  payments: readonly Payment[],
  purse: Purse | null,
  { actor, now }: Reader,
) {
  const { grants, account, credit, member } = purse ?? NO_PURSE;
  const scope = scopeOf(booking);
  const isOver = TERMINAL_STATES.includes(stateNow(booking, now));
  const paid = paidFen(payments);
  const dueFen = isOver ? 0 : Math.max(0, billFen(booking) - paid);
  const bill = {
    totalFen: billFen(booking),
    frozenFen: frozenFen(payments),
    dueFen,
    kind: booking.kind,
    unitId: booking.unitId,
    regionCode: booking.regionCode,
    acceptsVouchers: booking.acceptsVouchers,
    at: now,
  };
  return {
    id: booking.id,
    kind: booking.kind,
    state: stateNow(booking, now),
    instrumentId: booking.instrumentId,
    instrument: {
      name: nameForReader(booking.instrumentName, booking.instrumentNameEn),
      model: booking.model,
      unitId: booking.unitId,
      unitName: nameForReader(booking.unitName, booking.unitNameEn),
      room: booking.room,
      timeZone: booking.timeZone,
      classCode: booking.classCode,
    },
    stationId: booking.stationId,
    service: booking.service,
    startsAt: iso(booking.startsAt),
    endsAt: iso(booking.endsAt),
    actualStartsAt: iso(booking.actualStartsAt),
    actualEndsAt: iso(booking.actualEndsAt),
    purpose: booking.purpose,
    owner: { id: booking.ownerId, name: booking.ownerName },
    payer: { kind: booking.payerKind, id: booking.payerId, name: booking.payerName },
    items: booking.items ?? [],
    madeBy: booking.madeBy,
    needsApproval: booking.needsApproval,
    waitsFor: ['held', 'requested'].includes(booking.state) ? waitsFor(booking) : [],
    overrides: (booking.overrides ?? []).map(({ codes, reason, at }) => ({ codes, reason, at })),
    quote: {
      userKind: booking.quote.userKind,
      lines: booking.quote.lines,
      totalFen: booking.totalFen,
      vouchers: grants.map((grant) => presentVoucher(grant, bill)),
      account,
      credit,
      memberLimit: presentLimit(member),
    },
    bill: booking.bill,
    dueFen,
    payments: payments.map(presentPayment),
    holdExpiresAt: iso(booking.holdExpiresAt),
    answerBy: iso(booking.answerBy),
    autoCloseAt: iso(booking.autoCloseAt),
    reviewUntil: booking.completedAt === null ? null : iso(later(booking.completedAt, REVIEW_MS)),
    freeCancelUntil: iso(booking.freeCancelUntil),
    reason: booking.reason,
    appeal: booking.appeal,
    waivedAt: iso(booking.waivedAt),
    appealRefusedAt: iso(booking.appealRefusedAt),
    endMissingAt: iso(booking.endMissingAt),
    proposedEndAt: iso(booking.proposedEndAt),
    resultsCount: booking.resultsCount,
    resultsWaiting: booking.resultsWaitingBy !== null && may(actor, 'releaseResult', scope),
    reviewedAt: iso(booking.reviewedAt),
    version: booking.version,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
    may: actionsOf(booking, { paid, dueFen }, { actor, now }),
  };
}
