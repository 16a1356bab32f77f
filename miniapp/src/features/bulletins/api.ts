import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type BulletinPage = AnswerOf<'listBulletins'>;
export type BulletinHead = BulletinPage['items'][number];
export type Office = BulletinPage['offices'][number];
export type Bulletin = AnswerOf<'getBulletin'>;
export type Figures = Bulletin['total'];
export type Item = AnswerOf<'listBulletinItems'>['items'][number];
export type EarlierItem = AnswerOf<'listEarlierItems'>['items'][number];
export type Finding = Item['finding'];
export type Outcome = EarlierItem['outcome'];
export type Answer = NonNullable<Item['answer']>;
export type AnswerBody = Input<'answerBulletin'>['body'];

export function listBulletins(cursor?: string) {
  return request('listBulletins', { query: { cursor } });
}

export function readBulletin(id: string) {
  return request('getBulletin', { params: { id } });
}

export function listItems(id: string, query: Input<'listBulletinItems'>['query']) {
  return request('listBulletinItems', { params: { id }, query });
}

export function listEarlier(id: string, query: Input<'listEarlierItems'>['query']) {
  return request('listEarlierItems', { params: { id }, query });
}

export function generateBulletin(body: Input<'createBulletin'>['body'], idempotencyKey: string) {
  return request('createBulletin', { body, idempotencyKey });
}

export function publishBulletin(id: string, sha256: string, idempotencyKey: string) {
  return request('publishBulletin', { params: { id }, body: { sha256 }, idempotencyKey });
}

export function answerBulletin(id: string, body: AnswerBody, idempotencyKey: string) {
  return request('answerBulletin', { params: { id }, body, idempotencyKey });
}
