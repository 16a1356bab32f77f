import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request, requestText } from '../../lib/request';

export type Feed = AnswerOf<'listCalendarFeeds'>['items'][number];
export type FeedKind = Feed['kind'];

export function listFeeds() {
  return request('listCalendarFeeds', {});
}

export function makeFeed(kind: FeedKind) {
  return request('makeCalendarFeed', { params: { kind } });
}

export function revokeFeed(kind: FeedKind) {
  return request('revokeCalendarFeed', { params: { kind } });
}

/** One booking as an iCalendar file. */
export function getBookingCalendar(id: string) {
  return requestText('getBookingCalendar', { params: { id } });
}
