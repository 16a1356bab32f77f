import type { RouteName } from '@dayi/shared/routes/index';
import { later } from '../../infra/clock.ts';
import { nameForReader } from '../../infra/current-request.ts';
import { type Actor, may } from '../../policy.ts';
import { paidFen, type Payment } from '../payments/index.ts';
import { payableByVoucher, type VoucherGrant } from '../vouchers/index.ts';
import { billFen, type BookingView, isAlone } from './domain/booking.ts';
import { waitsFor } from './domain/consent.ts';
import {
  type BookingState,
  DELIVERABLE_STATES,
  EXCUSABLE_STATES,
  MOVABLE_STATES,
  PAYABLE_STATES,
  TERMINAL_STATES,
} from './domain/states.ts';
import { isOverdue, REVIEW_MS } from './domain/times.ts';
import { scopeOf } from './use-cases/read-booking.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The state as time has it: a hold whose ten minutes are over is expired, reclaimed or not. */
export function stateNow(booking: BookingView, now: Date): BookingState {
  return booking.state === 'held' && isOverdue(booking, now) ? 'expired' : booking.state;
}

type Action = readonly [route: RouteName, states: readonly BookingState[], ...names: string[]];

/** Which step is open in which states; who may take it the policy says. */
const ACTIONS: readonly Action[] = [
  ['cancelBooking', ['held', 'requested', 'confirmed'], 'cancel'],
  ['changeBooking', [...MOVABLE_STATES, 'in_use'], 'move'],
  ['decideApproval', ['requested'], 'approve', 'reject'],
  ['proposeEnd', ['in_use'], 'propose_end'],
  ['getCheckIn', ['confirmed', 'in_use'], 'show_code'],
  ['releaseResult', DELIVERABLE_STATES, 'release_result'],
  ['acceptResult', ['completed'], 'accept'],
  ['disputeResult', ['completed'], 'dispute'],
  ['resolveDispute', ['disputed'], 'resolve'],
];

/** Beginning and ending use: by the crew, or by who runs the instrument themselves, at its label. */
function useActions(
  booking: BookingView,
  state: BookingState,
  isLate: boolean,
  actor: Actor,
): string[] {
  const step = state === 'confirmed' ? 'start' : state === 'in_use' ? 'finish' : null;
  if (step === null || isLate) return [];
  const scope = scopeOf(booking);
  if (may(actor, 'createBlock', scope)) return [step];
  const isOwn = booking.service === 'self' && booking.kind === 'time';
  const label = step === 'start' ? 'check_in' : 'check_out';
  return isOwn && may(actor, 'startBooking', scope) ? [label] : [];
}

/** What this person may do with the booking now; the app asks no rule of its own. */
function actionsOf(
  booking: BookingView,
  { paid, dueFen }: { paid: number; dueFen: number },
  { actor, now }: Reader,
): string[] {
  const scope = scopeOf(booking);
  const state = stateNow(booking, now);
  const mayTake = (route: RouteName) => may(actor, route, scope);
  const isLate = state === booking.state && isOverdue(booking, now);
  // The lab gives samples their time.
  const isPlaced = booking.kind === 'time' || mayTake('createBlock');
  const actions = ACTIONS.flatMap(([route, states, ...names]) =>
    states.includes(state) && !isLate && mayTake(route) ? names : [],
  ).filter((name) => isPlaced || name !== 'move');
  const isToPay = state === 'held' || (PAYABLE_STATES.includes(state) && dueFen > 0);
  if (isToPay && mayTake('payBooking')) actions.unshift('pay');
  const { resultsWaitingBy: waitingBy } = booking;
  const isCheckable = waitingBy !== null && DELIVERABLE_STATES.includes(state) && !isLate;
  if (isCheckable && mayTake('checkResult')) {
    if (waitingBy !== actor.userId) actions.push('check_result');
    else if (isAlone(booking, actor.userId)) actions.push('release_alone');
  }
  actions.push(...useActions(booking, state, isLate, actor));
  // A cancellation that cost nothing has nothing to excuse.
  const isMissed = state === 'no_show' || paid > 0;
  const isExcusable = EXCUSABLE_STATES.includes(state) && isMissed && booking.waivedAt === null;
  if (isExcusable && booking.appeal === null && mayTake('appealBooking')) actions.push('appeal');
  if (isExcusable && mayTake('waiveBooking')) actions.push('waive');
  const isAppealOpen = booking.appeal !== null && booking.appealRefusedAt === null;
  if (isExcusable && isAppealOpen && mayTake('refuseAppeal')) actions.push('refuse_appeal');
  const isInTime = booking.completedAt !== null && now <= later(booking.completedAt, REVIEW_MS);
  const isReviewable = ['completed', 'closed'].includes(state) && booking.reviewedAt === null;
  if (isInTime && isReviewable && mayTake('createReview')) actions.push('review');
  return actions;
}

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
}

const NO_PURSE: Purse = { grants: [], account: null };

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

export interface Reader {
  actor: Actor;
  now: Date;
}

export function presentBooking(
  booking: BookingView,
  payments: readonly Payment[],
  purse: Purse | null,
  { actor, now }: Reader,
) {
  const { grants, account } = purse ?? NO_PURSE;
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
    waitsFor: booking.state === 'requested' ? waitsFor(booking) : [],
    overrides: (booking.overrides ?? []).map(({ codes, reason, at }) => ({ codes, reason, at })),
    quote: {
      userKind: booking.quote.userKind,
      lines: booking.quote.lines,
      totalFen: booking.totalFen,
      vouchers: grants.map((grant) => presentVoucher(grant, bill)),
      account,
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
