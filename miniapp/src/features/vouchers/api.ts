import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Grant = AnswerOf<'listGrants'>['items'][number];

export type Account = AnswerOf<'listAccounts'>['items'][number];
export type Programme = AnswerOf<'listProgrammes'>['items'][number];
export type Application = AnswerOf<'listVoucherApplications'>['items'][number];
type ListWish = Input<'listVoucherApplications'>['query'];

export function applyForVoucher(body: Input<'applyForVoucher'>['body'], idempotencyKey: string) {
  return request('applyForVoucher', { body, idempotencyKey });
}

export function listApplications(query: ListWish) {
  return request('listVoucherApplications', { query });
}

export function decideApplication(
  id: string,
  body: Input<'decideVoucherApplication'>['body'],
  idempotencyKey: string,
) {
  return request('decideVoucherApplication', { params: { id }, body, idempotencyKey });
}

export function withdrawApplication(id: string) {
  return request('withdrawVoucherApplication', { params: { id } });
}

export function listGrants() {
  return request('listGrants', {});
}

export function listProgrammes() {
  return request('listProgrammes', {});
}

export function listAccounts() {
  return request('listAccounts', {});
}
