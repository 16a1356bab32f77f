import type { Actor } from '../../policy.ts';
import { may } from '../../policy.ts';
import type { Payment } from '../payments/index.ts';
import type { VoucherGrant } from '../vouchers/index.ts';
import { payableByVoucher } from '../vouchers/index.ts';
import { later } from '../../infra/clock.ts';
import { currentLanguage } from '../../infra/current-request.ts';
import type { BookingState } from './domain/states.ts';
import { REVIEW_MS } from './domain/times.ts';
import type { BookingView } from './repository.ts';
import { scopeOf } from './use-cases/read-booking.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The state as time has it: a hold whose ten minutes are over is expired, reclaimed or not. */
export function stateNow(booking: BookingView, now: Date): BookingState {
  const isOver = booking.holdExpiresAt !== null && booking.holdExpiresAt <= now;
  return booking.state === 'held' && isOver ? 'expired' : booking.state;
}

/** What this person may do with the booking now; the app asks no rule of its own. */
function actionsOf(booking: BookingView, actor: Actor, now: Date): string[] {
  const scope = scopeOf(booking);
  const state = stateNow(booking, now);
  const actions: string[] = [];
  const add = (route: Parameters<typeof may>[1], states: BookingState[], ...names: string[]) => {
    if (states.includes(state) && may(actor, route, scope)) actions.push(...names);
  };
  add('payBooking', ['held'], 'pay');
  add('cancelBooking', ['held', 'requested', 'confirmed'], 'cancel');
  add('decideApproval', ['requested'], 'approve', 'reject');
  add('startBooking', ['confirmed'], 'start');
  add('finishBooking', ['in_use'], 'finish');
  add('releaseResult', ['awaiting_results', 'completed'], 'release_result');
  add('acceptResult', ['completed'], 'accept');
  add('disputeResult', ['completed'], 'dispute');
  const isInTime = booking.completedAt !== null && now <= later(booking.completedAt, REVIEW_MS);
  if (isInTime && booking.reviewedAt === null) {
    add('createReview', ['completed', 'closed'], 'review');
  }
  return actions;
}

export function presentVoucher(grant: VoucherGrant, booking: VoucherBill) {
  const { programme } = grant;
  return {
    grantId: grant.id,
    programme: currentLanguage() === 'en' ? programme.nameEn : programme.name,
    leftFen: grant.leftFen,
    sharePercent: programme.rules.sharePercent,
    validUntil: grant.validUntil.toISOString(),
    ...payableByVoucher(
      { ...grant, rules: programme.rules },
      {
        totalFen: booking.totalFen,
        kind: booking.kind,
        unitRegionCode: booking.regionCode,
        isAccepted: booking.acceptsVouchers,
        isUnitControlled: grant.controlledByUnitId === booking.unitId,
        at: booking.at,
      },
    ),
  };
}

interface VoucherBill {
  totalFen: number;
  kind: 'time' | 'sample';
  unitId: string;
  regionCode: string;
  acceptsVouchers: boolean;
  at: Date;
}

export interface Purse {
  grants: VoucherGrant[];
  account: { accountId: string | null; balanceFen: number } | null;
}

export const NO_PURSE: Purse = { grants: [], account: null };

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

export interface Reader {
  actor: Actor;
  now: Date;
}

export function presentBooking(
  booking: BookingView,
  payments: readonly Payment[],
  purse: Purse,
  { actor, now }: Reader,
) {
  const bill = {
    totalFen: booking.totalFen,
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
      name: booking.instrumentName,
      model: booking.model,
      unitId: booking.unitId,
      unitName: booking.unitName,
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
    needsApproval: booking.needsApproval,
    quote: {
      userKind: booking.quote.userKind,
      lines: booking.quote.lines,
      totalFen: booking.totalFen,
      vouchers: purse.grants.map((grant) => presentVoucher(grant, bill)),
      account: purse.account,
    },
    payments: payments.map(presentPayment),
    holdExpiresAt: iso(booking.holdExpiresAt),
    answerBy: iso(booking.answerBy),
    autoCloseAt: iso(booking.autoCloseAt),
    reviewUntil: booking.completedAt === null ? null : iso(later(booking.completedAt, REVIEW_MS)),
    freeCancelUntil: iso(booking.freeCancelUntil),
    reason: booking.reason,
    resultsCount: booking.resultsCount,
    reviewedAt: iso(booking.reviewedAt),
    version: booking.version,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
    may: actionsOf(booking, actor, now),
  };
}
