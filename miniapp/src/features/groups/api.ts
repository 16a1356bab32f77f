import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Group = AnswerOf<'getGroup'>;
export type Member = Group['members'][number];
type NewMember = Input<'addMember'>['body'];

export function getGroup(id: string) {
  return request('getGroup', { params: { id } });
}

export function setAsking({ id, version }: Group, asksPrincipal: boolean) {
  return request('changeGroup', { params: { id }, body: { asksPrincipal }, ifMatch: version });
}

export function addMember(id: string, body: NewMember, idempotencyKey: string) {
  return request('addMember', { params: { id }, body, idempotencyKey });
}

export function setMemberLimit({ id, version }: Group, userId: string, limitFen: number | null) {
  return request('setMemberLimit', {
    params: { id, userId },
    body: { limitFen },
    ifMatch: version,
  });
}

export function removeMember({ id, version }: Group, userId: string) {
  return request('removeMember', { params: { id, userId }, ifMatch: version });
}
