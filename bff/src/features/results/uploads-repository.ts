import type { Trx } from '../../infra/database.ts';

export type UploadState = 'arriving' | 'whole' | 'used' | 'refused' | 'expired';

export interface Upload {
  id: string;
  makerId: string;
  state: UploadState;
  name: string;
  contentType: string;
  /** Null while a client has not said it. */
  sizeBytes: number | null;
  /** Null on uploads by tus. */
  chunkBytes: number | null;
  declaredSha256: string | null;
  sha256: string | null;
  expiresAt: Date;
  createdAt: Date;
}

const COLUMNS = {
  id: 'id',
  makerId: 'maker_id',
  state: 'state',
  name: 'name',
  contentType: 'content_type',
  sizeBytes: 'size_bytes',
  chunkBytes: 'chunk_bytes',
  declaredSha256: 'declared_sha256',
  sha256: 'sha256',
  expiresAt: 'expires_at',
  createdAt: 'created_at',
} as const satisfies Record<keyof Upload, string>;

const toRow = (fields: Partial<Upload>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [COLUMNS[field as keyof Upload], value]),
  );

const toUpload = (row: Record<string, unknown>): Upload =>
  Object.fromEntries(
    Object.entries(COLUMNS).map(([field, column]) => [field, row[column]]),
  ) as unknown as Upload;

export async function insertUpload(trx: Trx, upload: Upload): Promise<void> {
  await trx('uploads').insert(toRow(upload));
}

export async function findUpload(trx: Trx, id: string): Promise<Upload | undefined> {
  const row = (await trx('uploads').where({ id }).first()) as Record<string, unknown> | undefined;
  return row === undefined ? undefined : toUpload(row);
}

/** Uploads of a person that still take room. */
export async function countOpen(trx: Trx, makerId: string): Promise<number> {
  const row = (await trx('uploads')
    .where({ maker_id: makerId })
    .whereIn('state', ['arriving', 'whole'])
    .count('* as n')
    .first()) as { n: number };
  return row.n;
}

/** Changes an upload that is in one of the states `from`; false where a faster one changed it. */
export async function changeUpload(
  trx: Trx,
  { id, from }: { id: string; from: readonly UploadState[] },
  change: Partial<Upload>,
): Promise<boolean> {
  const changed = await trx('uploads')
    .where({ id })
    .whereIn('state', [...from])
    .update(toRow(change));
  return changed === 1;
}

/** Uploads whose time is over, whatever became of them. */
export async function findOver(trx: Trx, now: Date, limit: number): Promise<Upload[]> {
  const rows = (await trx('uploads')
    .where('expires_at', '<', now)
    .orderBy('expires_at')
    .limit(limit)) as Record<string, unknown>[];
  return rows.map(toUpload);
}

export async function deleteUpload(trx: Trx, id: string): Promise<void> {
  await trx('uploads').where({ id }).delete();
}

/** Takes the upload for one writer until `until`; false where another has it. */
export async function takeLease(
  trx: Trx,
  id: string,
  { owner, now, until }: { owner: string; now: Date; until: Date },
): Promise<boolean> {
  const taken = await trx('uploads')
    .where({ id })
    .where((free) => void free.whereNull('lease_owner').orWhere('lease_until', '<', now))
    .update({ lease_owner: owner, lease_until: until, is_lease_wanted: false });
  return taken === 1;
}

/** @returns whether it is still the owner's, and whether another waits for it. */
export async function renewLease(
  trx: Trx,
  id: string,
  { owner, until }: { owner: string; until: Date },
): Promise<{ isMine: boolean; isWanted: boolean }> {
  await trx('uploads').where({ id, lease_owner: owner }).update({ lease_until: until });
  const row = (await trx('uploads').where({ id, lease_owner: owner }).first('is_lease_wanted')) as
    { is_lease_wanted: number } | undefined;
  return { isMine: row !== undefined, isWanted: Boolean(row?.is_lease_wanted) };
}

export async function askForLease(trx: Trx, id: string): Promise<void> {
  await trx('uploads').where({ id }).whereNotNull('lease_owner').update({ is_lease_wanted: true });
}

export async function dropLease(trx: Trx, id: string, owner: string): Promise<void> {
  await trx('uploads')
    .where({ id, lease_owner: owner })
    .update({ lease_owner: null, lease_until: null, is_lease_wanted: false });
}
