import type { Trx } from '../../infra/database.ts';

export interface ResultFile {
  id: string;
  position: number;
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
}

export interface Result {
  id: string;
  bookingId: string;
  version: number;
  summary: string;
  releasedAt: Date;
  releasedBy: string;
  releasedByName: string;
  files: ResultFile[];
}

export async function insertResult(
  trx: Trx,
  result: Omit<Result, 'releasedByName'>,
): Promise<void> {
  await trx('results').insert({
    id: result.id,
    booking_id: result.bookingId,
    version: result.version,
    summary: result.summary,
    released_by: result.releasedBy,
    released_at: result.releasedAt,
  });
  await trx('result_files').insert(
    result.files.map((file) => ({
      id: file.id,
      result_id: result.id,
      position: file.position,
      name: file.name,
      content_type: file.contentType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      storage_key: file.storageKey,
    })),
  );
}

/** Results of a booking with their files, newest version first. */
export async function findResults(trx: Trx, bookingId: string): Promise<Result[]> {
  const rows = (await trx('results as r')
    .join('result_files as f', 'f.result_id', 'r.id')
    .join('users as u', 'u.id', 'r.released_by')
    .where('r.booking_id', bookingId)
    .orderBy([
      { column: 'r.version', order: 'desc' },
      { column: 'f.position', order: 'asc' },
    ])
    .select('r.*', 'u.name as released_by_name', 'f.id as file_id', 'f.position', 'f.name')
    .select('f.content_type', 'f.size_bytes', 'f.sha256', 'f.storage_key')) as Record<
    string,
    unknown
  >[];
  const results = new Map<string, Result>();
  for (const row of rows) {
    const id = String(row['id']);
    const result = results.get(id) ?? {
      id,
      bookingId,
      version: Number(row['version']),
      summary: String(row['summary']),
      releasedAt: row['released_at'] as Date,
      releasedBy: String(row['released_by']),
      releasedByName: String(row['released_by_name']),
      files: [],
    };
    results.set(id, result);
    result.files.push({
      id: String(row['file_id']),
      position: Number(row['position']),
      name: String(row['name']),
      contentType: String(row['content_type']),
      sizeBytes: Number(row['size_bytes']),
      sha256: String(row['sha256']),
      storageKey: String(row['storage_key']),
    });
  }
  return [...results.values()];
}

export async function insertDownload(
  trx: Trx,
  download: { fileId: string; userId: string; at: Date; requestId: string | null },
): Promise<void> {
  await trx('downloads').insert({
    file_id: download.fileId,
    user_id: download.userId,
    at: download.at,
    request_id: download.requestId,
  });
}

export async function findFile(
  trx: Trx,
  fileId: string,
): Promise<
  { name: string; contentType: string; sizeBytes: number; storageKey: string } | undefined
> {
  const row = (await trx('result_files').where({ id: fileId }).first()) as
    Record<string, unknown> | undefined;
  return row === undefined
    ? undefined
    : {
        name: String(row['name']),
        contentType: String(row['content_type']),
        sizeBytes: Number(row['size_bytes']),
        storageKey: String(row['storage_key']),
      };
}
