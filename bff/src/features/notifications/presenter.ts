import { currentLanguage } from '../../infra/current-request.ts';
import type { NoticeRow } from './repository.ts';
import { isNoticeKind, wordsOfNotice } from './domain/notice-words.ts';

export function presentNotice(notice: NoticeRow) {
  const words = isNoticeKind(notice.kind)
    ? wordsOfNotice(notice.kind, notice.params, currentLanguage())
    : { title: notice.kind, body: '' };
  return {
    id: notice.id,
    kind: notice.kind,
    ...words,
    bookingId: notice.bookingId,
    instrumentId: notice.instrumentId,
    readAt: notice.readAt?.toISOString() ?? null,
    createdAt: notice.createdAt.toISOString(),
  };
}
