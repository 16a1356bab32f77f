import type { Trx } from '../../infra/database.ts';
import type { PreviewType } from './domain/file-kind.ts';

export type ResultState = 'awaiting_check' | 'released' | 'sent_back' | 'withdrawn';
export type ScanState = 'none' | 'pending' | 'clean' | 'infected';

export interface ResultFile {
  id: string;
  position: number;
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
  previewType: PreviewType | null;
  scanState: ScanState;
  scannedAt: Date | null;
  scanNote: string | null;
}

export interface Result {
  id: string;
  bookingId: string;
  /** Null until it is released. */
  version: number | null;
  state: ResultState;
  summary: string;
  changes: string;
  deliveredBy: string;
  deliveredByName: string;
  deliveredAt: Date;
  releasedAt: Date | null;
  checkedBy: string | null;
  checkedByName: string | null;
  checkedAt: Date | null;
  checkReason: string | null;
  keepUntil: Date;
  warnedAt: Date | null;
  filesRemovedAt: Date | null;
  files: ResultFile[];
}

type Row = Record<string, unknown>;

const COLUMNS = {
  id: 'id',
  bookingId: 'booking_id',
  version: 'version',
  state: 'state',
  summary: 'summary',
  changes: 'changes',
  deliveredBy: 'delivered_by',
  deliveredAt: 'delivered_at',
  releasedAt: 'released_at',
  checkedBy: 'checked_by',
  checkedAt: 'checked_at',
  checkReason: 'check_reason',
  keepUntil: 'keep_until',
  warnedAt: 'warned_at',
  filesRemovedAt: 'files_removed_at',
} as const;

type Stored = Omit<Result, 'deliveredByName' | 'checkedByName' | 'files'>;

function toRow(fields: Partial<Stored>): Row {
  const row: Row = {};
  for (const [field, value] of Object.entries(fields)) {
    row[COLUMNS[field as keyof typeof COLUMNS]] = value;
  }
  if (fields.state !== undefined) row['is_waiting'] = fields.state === 'awaiting_check' ? 1 : null;
  return row;
}

const toFile = (row: Row): ResultFile => ({
  id: String(row['id']),
  position: Number(row['position']),
  name: String(row['name']),
  contentType: String(row['content_type']),
  sizeBytes: Number(row['size_bytes']),
  sha256: String(row['sha256']),
  storageKey: String(row['storage_key']),
  previewType: row['preview_type'] as PreviewType | null,
  scanState: row['scan_state'] as ScanState,
  scannedAt: row['scanned_at'] as Date | null,
  scanNote: row['scan_note'] as string | null,
});

export async function insertResult(
  trx: Trx,
  result: Stored,
  files: readonly ResultFile[],
): Promise<void> {
  await trx('results').insert(toRow(result));
  await trx('result_files').insert(
    files.map((file) => ({
      id: file.id,
      result_id: result.id,
      position: file.position,
      name: file.name,
      content_type: file.contentType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      storage_key: file.storageKey,
      preview_type: file.previewType,
      scan_state: file.scanState,
    })),
  );
}

/** Changes a delivery that is still in state `from`; false where a faster one changed it. */
export async function changeResult(
  trx: Trx,
  { id, from }: { id: string; from: ResultState },
  change: Partial<Stored>,
): Promise<boolean> {
  return (await trx('results').where({ id, state: from }).update(toRow(change))) === 1;
}

/** Takes back what waits for a second person: a new delivery stands in its place. */
export async function withdrawWaiting(trx: Trx, bookingId: string): Promise<void> {
  await trx('results')
    .where({ booking_id: bookingId, state: 'awaiting_check' })
    .update(toRow({ state: 'withdrawn' }));
}

async function withFiles(trx: Trx, rows: Row[]): Promise<Result[]> {
  const ids = rows.map((row) => String(row['id']));
  const files = (await trx('result_files')
    .whereIn('result_id', ids)
    .orderBy(['result_id', 'position'])) as Row[];
  return rows.map((row) => ({
    ...(Object.fromEntries(
      Object.entries(COLUMNS).map(([field, column]) => [field, row[column]]),
    ) as unknown as Stored),
    changes: (row['changes'] as string | null) ?? '',
    deliveredByName: String(row['delivered_by_name']),
    checkedByName: row['checked_by_name'] as string | null,
    files: files.filter((file) => file['result_id'] === row['id']).map(toFile),
  }));
}

const resultRows = (trx: Trx) =>
  trx('results as r')
    .join('users as u', 'u.id', 'r.delivered_by')
    .leftJoin('users as c', 'c.id', 'r.checked_by')
    .select('r.*', 'u.name as delivered_by_name', 'c.name as checked_by_name');

/** Deliveries of a booking with their files, newest first. */
export async function findResults(trx: Trx, bookingId: string): Promise<Result[]> {
  const rows = (await resultRows(trx)
    .where('r.booking_id', bookingId)
    .orderBy([
      { column: 'r.delivered_at', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ])) as Row[];
  return await withFiles(trx, rows);
}

/** Deliveries whose files are over, or will be by `soon` without their owner knowing it. */
export async function findEnding(
  trx: Trx,
  { now, soon }: { now: Date; soon: Date },
  limit: number,
): Promise<Result[]> {
  const rows = (await resultRows(trx)
    .whereNull('r.files_removed_at')
    .where((due) => {
      void due.where('r.keep_until', '<=', now).orWhere((untold) => {
        void untold
          .where('r.keep_until', '<=', soon)
          .where('r.state', 'released')
          .whereNull('r.warned_at');
      });
    })
    .orderBy('r.keep_until')
    .limit(limit)) as Row[];
  return await withFiles(trx, rows);
}

/** Writes down that the owner is told, once; false where that was done. */
export async function markWarned(
  trx: Trx,
  id: string,
  { at, keepUntil }: { at: Date; keepUntil: Date },
): Promise<boolean> {
  const untold = trx('results').where({ id }).whereNull('warned_at');
  return (await untold.update({ warned_at: at, keep_until: keepUntil })) === 1;
}

/** Writes down that the files are gone, once; false where that was done. */
export async function markFilesRemoved(trx: Trx, id: string, at: Date): Promise<boolean> {
  const kept = trx('results').where({ id }).whereNull('files_removed_at');
  return (await kept.update({ files_removed_at: at })) === 1;
}

/** A file with the booking it belongs to. */
export async function findFile(
  trx: Trx,
  fileId: string,
): Promise<
  (ResultFile & { resultId: string; bookingId: string; filesRemovedAt: Date | null }) | undefined
> {
  const row = (await trx('result_files as f')
    .join('results as r', 'r.id', 'f.result_id')
    .where('f.id', fileId)
    .select('f.*', 'r.booking_id', 'r.files_removed_at')
    .first()) as Row | undefined;
  return row === undefined
    ? undefined
    : {
        ...toFile(row),
        resultId: String(row['result_id']),
        bookingId: String(row['booking_id']),
        filesRemovedAt: row['files_removed_at'] as Date | null,
      };
}

/** The delivery that a booking's owner has to judge, if there is one. */
export async function findNewestReleased(trx: Trx, bookingId: string): Promise<string | undefined> {
  const row = (await trx('results')
    .where({ booking_id: bookingId, state: 'released' })
    .orderBy('version', 'desc')
    .first('id')) as { id: string } | undefined;
  return row?.id;
}

/** Writes what the look for viruses said, once; false where it was said already. */
export async function writeScan(
  trx: Trx,
  fileId: string,
  scan: { state: ScanState; at: Date; note: string | null },
): Promise<boolean> {
  const written = await trx('result_files')
    .where({ id: fileId, scan_state: 'pending' })
    .update({ scan_state: scan.state, scanned_at: scan.at, scan_note: scan.note });
  return written === 1;
}

/** Where those of these files lie that a delivery speaks of. */
export async function findStoredKeys(
  trx: Trx,
  files: readonly { id: string }[],
): Promise<Set<string>> {
  const ids = files.map(({ id }) => id);
  return new Set((await trx('result_files').whereIn('id', ids).pluck('storage_key')) as string[]);
}
