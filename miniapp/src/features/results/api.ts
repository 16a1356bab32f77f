import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Result = AnswerOf<'listResults'>['items'][number];
export type ResultFile = Result['files'][number];
export type Download = AnswerOf<'listDownloads'>['items'][number];

export function listResults(bookingId: string) {
  return request('listResults', { params: { id: bookingId } });
}

export function listDownloads(bookingId: string, cursor: string | undefined) {
  return request('listDownloads', { params: { id: bookingId }, query: { cursor, limit: 10 } });
}

export function createDownloadLink(bookingId: string, fileId: string, isPreview: boolean) {
  return request('createDownloadLink', {
    params: { id: bookingId, fileId },
    query: isPreview ? { inline: 'true' } : {},
  });
}

export function releaseResult(
  bookingId: string,
  body: Input<'releaseResult'>['body'],
  idempotencyKey: string,
) {
  return request('releaseResult', { params: { id: bookingId }, body, idempotencyKey });
}

export function checkResult(
  bookingId: string,
  resultId: string,
  body: Input<'checkResult'>['body'],
) {
  return request('checkResult', { params: { id: bookingId, resultId }, body });
}

export function resolveDispute(bookingId: string, body: Input<'resolveDispute'>['body']) {
  return request('resolveDispute', { params: { id: bookingId }, body });
}
