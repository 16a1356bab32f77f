import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';

export type Notice = AnswerOf<'listNotices'>['items'][number];
export type NoticeGroup = Notice['group'];
export type NoticePreferences = AnswerOf<'getNoticePreferences'>;
export type Channel = keyof NoticePreferences['choices'][NoticeGroup];

/** What the list shows: everything, what is unread, or one group. */
export type NoticeFilter = 'all' | 'unread' | NoticeGroup;

export function listNotices(filter: NoticeFilter, cursor?: string) {
  const query =
    filter === 'all' ? {} : filter === 'unread' ? { unread: 'true' as const } : { group: filter };
  return request('listNotices', { query: { ...query, cursor } });
}

export function readNotices(ids?: string[]) {
  return request('readNotices', { body: { ids } });
}

export function getNoticePreferences() {
  return request('getNoticePreferences', {});
}

export function setNoticePreferences(
  { choices, quiet }: Pick<NoticePreferences, 'choices' | 'quiet'>,
  ifMatch: number,
) {
  return request('setNoticePreferences', { body: { choices, quiet }, ifMatch });
}

export function setEmail(address: string) {
  return request('setEmail', { body: { address } });
}

export function verifyEmail(code: string) {
  return request('verifyEmail', { body: { code } });
}

export async function removeEmail() {
  await request('removeEmail', {});
  return await getNoticePreferences();
}

export function linkAlipay(authCode: string) {
  return request('linkAlipay', { body: { authCode } });
}

export async function unlinkAlipay() {
  await request('unlinkAlipay', {});
  return await getNoticePreferences();
}
