import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type SavedSearch = AnswerOf<'listSavedSearches'>['items'][number];
export type SavedQuery = SavedSearch['query'];
export type NewSearch = Input<'createSavedSearch'>['body'];
export type Recommended = AnswerOf<'listRecommended'>['items'][number];
export type Reason = Recommended['reasons'][number];
export type Interests = AnswerOf<'getInterests'>;

export function listSavedSearches() {
  return request('listSavedSearches', {});
}

export function createSavedSearch(body: NewSearch, idempotencyKey: string) {
  return request('createSavedSearch', { body, idempotencyKey });
}

export function changeSavedSearch(
  { id, version }: SavedSearch,
  body: { name?: string; notify?: boolean },
) {
  return request('changeSavedSearch', { params: { id }, body, ifMatch: version });
}

export function deleteSavedSearch(id: string) {
  return request('deleteSavedSearch', { params: { id } });
}

export function listRecommended() {
  return request('listRecommended', {});
}

export function noteShown(items: { instrumentId: string; reason: Reason['code'] }[]) {
  return request('noteShown', { body: { items } });
}

export function noteOpened(instrumentIds: string[]) {
  return request('noteOpened', { body: { instrumentIds } });
}

export function getInterests() {
  return request('getInterests', {});
}

export function setInterests(areas: string[], weeklyNotices: number, ifMatch: number) {
  return request('setInterests', { body: { areas, weeklyNotices }, ifMatch });
}
