import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';

export type Notice = AnswerOf<'listNotices'>['items'][number];

export function listNotices(cursor?: string) {
  return request('listNotices', { query: { cursor } });
}

export function readNotices(ids?: string[]) {
  return request('readNotices', { body: { ids } });
}
