import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';

export type Grant = AnswerOf<'listGrants'>['items'][number];

export function listGrants() {
  return request('listGrants', {});
}

export function listProgrammes() {
  return request('listProgrammes', {});
}

export function listAccounts() {
  return request('listAccounts', {});
}
