import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import { request } from '../../lib/request';
import { sendFiles } from '../../lib/upload';
import type { PickedFile } from '../../lib/upload';

export type Result = AnswerOf<'listResults'>['items'][number];

export function listResults(bookingId: string) {
  return request('listResults', { params: { id: bookingId } });
}

export function createDownloadLink(bookingId: string, fileId: string) {
  return request('createDownloadLink', { params: { id: bookingId, fileId } });
}

interface Delivery {
  bookingId: string;
  summary: string;
  files: PickedFile[];
  onProgress: (percent: number) => void;
}

export function releaseResult({ bookingId, summary, files, onProgress }: Delivery) {
  return sendFiles(pathOf('releaseResult', { id: bookingId }), { summary }, files, onProgress);
}
