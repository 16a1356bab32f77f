import { request } from '../../lib/request';

export function findCheckIn(code: string) {
  return request('findCheckIn', { params: { code } });
}

export function refuseAppeal(id: string, reason: string) {
  return request('refuseAppeal', { params: { id }, body: { reason } });
}
