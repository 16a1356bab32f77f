import type { Trx } from '../../infra/database.ts';

export interface Download {
  fileId: string;
  userId: string;
  linkId: string;
  isPreview: boolean;
  at: Date;
  requestId: string | null;
}

export async function insertDownload(trx: Trx, download: Download): Promise<void> {
  await trx('downloads').insert({
    file_id: download.fileId,
    user_id: download.userId,
    link_id: download.linkId,
    is_preview: download.isPreview,
    at: download.at,
    request_id: download.requestId,
  });
}

export async function isLinkRecorded(trx: Trx, linkId: string): Promise<boolean> {
  return (await trx('downloads').where({ link_id: linkId }).first('seq')) !== undefined;
}

export interface DownloadLine {
  seq: number;
  at: Date;
  who: string;
  fileName: string;
  version: number | null;
  isPreview: boolean;
}

const ofBooking = (trx: Trx, bookingId: string) =>
  trx('downloads as d')
    .join('result_files as f', 'f.id', 'd.file_id')
    .join('results as r', 'r.id', 'f.result_id')
    .join('users as u', 'u.id', 'd.user_id')
    .where('r.booking_id', bookingId);

/** Downloads of a booking's files, newest first. */
export async function findDownloads(
  trx: Trx,
  bookingId: string,
  { beforeSeq, limit }: { beforeSeq: number | undefined; limit: number },
): Promise<DownloadLine[]> {
  const query = ofBooking(trx, bookingId)
    .orderBy('d.seq', 'desc')
    .limit(limit)
    .select('d.seq', 'd.at', 'd.is_preview', 'u.name as who', 'f.name as file_name', 'r.version');
  if (beforeSeq !== undefined) void query.where('d.seq', '<', beforeSeq);
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    seq: Number(row['seq']),
    at: row['at'] as Date,
    who: String(row['who']),
    fileName: String(row['file_name']),
    version: row['version'] as number | null,
    isPreview: Boolean(row['is_preview']),
  }));
}

export async function countDownloads(trx: Trx, bookingId: string): Promise<number> {
  const row = (await ofBooking(trx, bookingId).count('* as n').first()) as { n: number };
  return row.n;
}
