import { fromJson, toJson, type Trx } from '../../infra/database.ts';

export interface NoticeRow {
  id: string;
  userId: string;
  kind: string;
  /** What the notice is about, once: a second delivery of the same event writes nothing. */
  naturalKey: string;
  params: Record<string, string | null>;
  bookingId: string | null;
  instrumentId: string | null;
  readAt: Date | null;
  createdAt: Date;
}

/** Writes a notice, once: where this one is there already nothing happens. */
export async function insertNotice(trx: Trx, notice: NoticeRow): Promise<void> {
  await trx.raw(
    `insert ignore into notices
       (id, user_id, kind, natural_key, params, booking_id, instrument_id, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      notice.id,
      notice.userId,
      notice.kind,
      notice.naturalKey,
      toJson(notice.params),
      notice.bookingId,
      notice.instrumentId,
      notice.createdAt,
    ],
  );
}

export async function findNotices(
  trx: Trx,
  userId: string,
  page: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<NoticeRow[]> {
  const query = trx('notices')
    .where({ user_id: userId })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit);
  if (page.before !== undefined) {
    void query.whereRaw('(created_at, id) < (?, ?)', [page.before.createdAt, page.before.id]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    userId,
    kind: String(row['kind']),
    naturalKey: String(row['natural_key']),
    params: fromJson(row['params']),
    bookingId: row['booking_id'] as string | null,
    instrumentId: row['instrument_id'] as string | null,
    readAt: row['read_at'] as Date | null,
    createdAt: row['created_at'] as Date,
  }));
}

export async function countUnread(trx: Trx, userId: string): Promise<number> {
  const row = (await trx('notices')
    .where({ user_id: userId })
    .whereNull('read_at')
    .count('* as n')
    .first()) as { n: number };
  return row.n;
}

/** Marks some notices, or all, as read. */
export async function markRead(
  trx: Trx,
  userId: string,
  ids: readonly string[] | undefined,
  now: Date,
): Promise<void> {
  const query = trx('notices').where({ user_id: userId }).whereNull('read_at');
  if (ids !== undefined) void query.whereIn('id', [...ids]);
  await query.update({ read_at: now });
}
