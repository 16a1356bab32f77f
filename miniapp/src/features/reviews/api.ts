import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Review = AnswerOf<'getReview'>;
export type ReviewSort = NonNullable<Input<'listReviews'>['query']['sort']>;
export type Said = Input<'createReview'>['body'];

export function listReviews(
  id: string,
  query: { sort: ReviewSort; stars?: number; cursor?: string },
) {
  return request('listReviews', { params: { id }, query: { ...query, limit: 10 } });
}

export function listVersions(id: string) {
  return request('listReviewVersions', { params: { id } });
}

export function getReview(bookingId: string) {
  return request('getReview', { params: { id: bookingId } });
}

export function createReview(bookingId: string, body: Said, idempotencyKey: string) {
  return request('createReview', { params: { id: bookingId }, body, idempotencyKey });
}

export function changeReview(bookingId: string, body: Said, ifMatch: number) {
  return request('changeReview', { params: { id: bookingId }, body, ifMatch });
}

export function replyToReview(id: string, text: string, idempotencyKey: string) {
  return request('replyToReview', { params: { id }, body: { text }, idempotencyKey });
}

export function appealReview(id: string, reason: string, idempotencyKey: string) {
  return request('appealReview', { params: { id }, body: { reason }, idempotencyKey });
}

export function judgeReview(id: string, decision: 'restore' | 'remove', reason: string) {
  return request('judgeReview', { params: { id }, body: { decision, reason } });
}

export function listAppeals(state: 'open' | 'judged', cursor?: string) {
  return request('listReviewAppeals', { query: { state, cursor } });
}
