import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Wish = AnswerOf<'listWishes'>['items'][number];

export function makeWish(body: Input<'makeWish'>['body'], idempotencyKey: string) {
  return request('makeWish', { body, idempotencyKey });
}

export function listWishes(query: Input<'listWishes'>['query']) {
  return request('listWishes', { query });
}

export function answerWish(id: string, answer: string, idempotencyKey: string) {
  return request('answerWish', { params: { id }, body: { answer }, idempotencyKey });
}
