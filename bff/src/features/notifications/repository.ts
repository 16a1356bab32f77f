import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import type { NoticeGroup } from './domain/notice-groups.ts';

export interface NoticeRow {
  id: string;
  userId: string;
  kind: string;
  group: NoticeGroup;
  /** What the notice is about, once: a second delivery of the same event writes nothing. */
  naturalKey: string;
  params: Record<string, string | null>;
  bookingId: string | null;
  instrumentId: string | null;
  /** False where the person does not want this group in the app: kept for the outside channels. */
  inApp: boolean;
  readAt: Date | null;
  createdAt: Date;
}

/** Writes a notice, once: false where this one is there already. */
export async function insertNotice(trx: Trx, notice: NoticeRow): Promise<boolean> {
  const [answer] = (await trx.raw(
    `insert ignore into notices
       (id, user_id, kind, kind_group, natural_key, params, booking_id, instrument_id, in_app, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      notice.id,
      notice.userId,
      notice.kind,
      notice.group,
      notice.naturalKey,
      toJson(notice.params),
      notice.bookingId,
      notice.instrumentId,
      notice.inApp,
      notice.createdAt,
    ],
  )) as [{ affectedRows: number }];
  return answer.affectedRows === 1;
}

/** The ids under which an event's notices stand, by person. */
export async function findNoticeIds(
  trx: Trx,
  naturalKey: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = (await trx('notices')
    .where({ natural_key: naturalKey })
    .whereIn('user_id', [...userIds])
    .select('id', 'user_id')) as { id: string; user_id: string }[];
  return new Map(rows.map((row) => [row.user_id, row.id]));
}

const shownTo = (trx: Trx, userId: string) =>
  trx('notices').where({ user_id: userId, in_app: true });

export interface NoticeWish {
  limit: number;
  before?: { createdAt: Date; id: string };
  group?: NoticeGroup | undefined;
  isUnread?: boolean | undefined;
}

export function toNotice(row: Record<string, unknown>): NoticeRow {
  return {
    id: String(row['id']),
    userId: String(row['user_id']),
    kind: String(row['kind']),
    group: row['kind_group'] as NoticeGroup,
    naturalKey: String(row['natural_key']),
    params: fromJson(row['params']),
    bookingId: row['booking_id'] as string | null,
    instrumentId: row['instrument_id'] as string | null,
    inApp: Boolean(row['in_app']),
    readAt: row['read_at'] as Date | null,
    createdAt: row['created_at'] as Date,
  };
}

export async function findNotices(
  trx: Trx,
  userId: string,
  { limit, before, group, isUnread }: NoticeWish,
): Promise<NoticeRow[]> {
  const query = shownTo(trx, userId)
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  if (group !== undefined) void query.where('kind_group', group);
  if (isUnread === true) void query.whereNull('read_at');
  if (before !== undefined) {
    void query.whereRaw('(created_at, id) < (?, ?)', [before.createdAt, before.id]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map(toNotice);
}

export async function countUnread(trx: Trx, userId: string): Promise<number> {
  const row = (await shownTo(trx, userId).whereNull('read_at').count('* as n').first()) as {
    n: number;
  };
  return row.n;
}

/** Marks some notices, or all, as read. @returns how many were not read before. */
export async function markRead(
  trx: Trx,
  userId: string,
  ids: readonly string[] | undefined,
  now: Date,
): Promise<number> {
  const query = trx('notices').where({ user_id: userId }).whereNull('read_at');
  if (ids !== undefined) void query.whereIn('id', [...ids]);
  return await query.update({ read_at: now });
}

/** What a unit is called, in both languages. */
export async function findUnitNames(
  trx: Trx,
  id: string,
): Promise<{ unit: string; unitEn: string | null }> {
  const row = (await trx('units').where({ id }).first('name', 'name_en')) as {
    name: string;
    name_en: string | null;
  };
  return { unit: row.name, unitEn: row.name_en };
}
