import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Wish = Input<'createQuote'>['body'];
export type ChargeTo = NonNullable<Wish['chargeTo']>;
export type Quote = AnswerOf<'createQuote'>;
export type Booking = AnswerOf<'getBooking'>;
export type BookingState = Booking['state'];
export type Calendar = AnswerOf<'getCalendar'>;
type PayBody = Input<'payBooking'>['body'];

export function getCalendar(id: string, from: string, to: string) {
  return request('getCalendar', { params: { id }, query: { from, to } });
}

export function createQuote(body: Wish) {
  return request('createQuote', { body });
}

export function holdSlot(body: Wish & { purpose: string }, idempotencyKey: string) {
  return request('createBooking', { body, idempotencyKey });
}

export function listBookings(query: Input<'listBookings'>['query']) {
  return request('listBookings', { query });
}

export function getBooking(id: string) {
  return request('getBooking', { params: { id } });
}

export function payBooking(id: string, body: PayBody, idempotencyKey: string) {
  return request('payBooking', { params: { id }, body, idempotencyKey });
}

export function decideApproval(id: string, decision: 'approve' | 'reject', reason?: string) {
  return request('decideApproval', { params: { id }, body: { decision, reason } });
}

export function cancelBooking(id: string, reason: string) {
  return request('cancelBooking', { params: { id }, body: { reason } });
}

type Times = Input<'quoteChange'>['body'];

export function quoteChange(id: string, body: Times) {
  return request('quoteChange', { params: { id }, body });
}

export function moveBooking(id: string, body: Times) {
  return request('changeBooking', { params: { id }, body });
}

export function appealBooking(id: string, reason: string) {
  return request('appealBooking', { params: { id }, body: { reason } });
}

export function waiveBooking(id: string, reason: string) {
  return request('waiveBooking', { params: { id }, body: { reason } });
}

export function startBooking(id: string, code?: string) {
  return request('startBooking', { params: { id }, body: { code } });
}

export function finishBooking(id: string, body: Input<'finishBooking'>['body']) {
  return request('finishBooking', { params: { id }, body });
}

export function proposeEnd(id: string, endsAt: string) {
  return request('proposeEnd', { params: { id }, body: { endsAt } });
}

export function getCheckIn(id: string) {
  return request('getCheckIn', { params: { id } });
}

export function acceptResult(id: string) {
  return request('acceptResult', { params: { id } });
}

export function disputeResult(id: string, reason: string) {
  return request('disputeResult', { params: { id }, body: { reason } });
}
