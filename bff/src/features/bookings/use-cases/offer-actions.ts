import type { RouteName } from '@dayi/shared/routes/index';
import { later } from '../../../infra/clock.ts';
import { type Actor, may } from '../../../policy.ts';
import { type BookingView, isAlone } from '../domain/booking.ts';
import { waitsFor } from '../domain/consent.ts';
import {
  type BookingState,
  DELIVERABLE_STATES,
  EXCUSABLE_STATES,
  MOVABLE_STATES,
  PAYABLE_STATES,
} from '../domain/states.ts';
import { earliestStart, isOverdue, REVIEW_MS } from '../domain/times.ts';
import { scopeOf } from './read-booking.ts';

export interface Reader {
  actor: Actor;
  now: Date;
}

/** The state as time has it: a hold whose ten minutes are over is expired, reclaimed or not. */
export function stateNow(booking: BookingView, now: Date): BookingState {
  return booking.state === 'held' && isOverdue(booking, now) ? 'expired' : booking.state;
}

type Action = readonly [route: RouteName, states: readonly BookingState[], ...names: string[]];

/** Which step is open in which states; who may take it the policy says. */
const ACTIONS: readonly Action[] = [
  ['cancelBooking', ['held', 'requested', 'confirmed'], 'cancel'],
  ['changeBooking', [...MOVABLE_STATES, 'in_use'], 'move'],
  ['decideApproval', ['requested'], 'reject'],
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
  { actor, now }: Reader,
): string[] {
  const step = state === 'confirmed' ? 'start' : state === 'in_use' ? 'finish' : null;
  if (step === null || isLate) return [];
  const scope = scopeOf(booking);
  if (may(actor, 'createBlock', scope)) return [step];
  const isOwn = booking.service === 'self' && booking.kind === 'time';
  const { startsAt } = booking;
  if (step === 'start' && startsAt !== null && now < earliestStart(startsAt)) return [];
  const label = step === 'start' ? 'check_in' : 'check_out';
  return isOwn && may(actor, 'startBooking', scope) ? [label] : [];
}

/** Whether this person's own agreement is still missing. */
function isAsked(booking: BookingView, actor: Actor): boolean {
  const isCrew = may(actor, 'waiveBooking', scopeOf(booking));
  return waitsFor(booking).some((side) =>
    side === 'crew' ? isCrew : booking.principalId === actor.userId,
  );
}

/** What this person may do with the booking now; the app asks no rule of its own. */
export function actionsOf(
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
  if (actions.includes('reject') && isAsked(booking, actor)) actions.push('approve');
  const { resultsWaitingBy: waitingBy } = booking;
  const isCheckable = waitingBy !== null && DELIVERABLE_STATES.includes(state) && !isLate;
  if (isCheckable && mayTake('checkResult')) {
    if (waitingBy !== actor.userId) actions.push('check_result');
    else if (isAlone(booking, actor.userId)) actions.push('release_alone');
  }
  actions.push(...useActions(booking, state, isLate, { actor, now }));
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
