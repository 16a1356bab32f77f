import type { Knex } from 'knex';
import { fromJson, type Trx } from '../../infra/database.ts';
import type { MemberUse, Share } from './domain/member-limit.ts';

type Member = Pick<Share, 'groupId' | 'userId' | 'month'>;

/** A member's limit and use of a month, as a column of another statement. */
export function memberColumn(trx: Trx, { groupId, userId, month }: Member): Knex.Raw {
  return trx.raw(
    `(select json_object(
        'limitFen', (select limit_fen from member_limits where group_id = ? and user_id = ?),
        'usedFen', (select used_fen from member_uses
                     where group_id = ? and user_id = ? and month = ?)))`,
    [groupId, userId, groupId, userId, month],
  );
}

/** Reads such a column. */
export function memberOf(column: unknown): MemberUse {
  const { limitFen, usedFen } = fromJson<{ limitFen: number | null; usedFen: number | null }>(
    column,
  );
  return { limitFen, usedFen: usedFen ?? 0 };
}

export async function findMemberUse(trx: Trx, member: Member): Promise<MemberUse> {
  const [[row]] = (await trx.raw(`select ? as use_of_month`, [memberColumn(trx, member)])) as [
    [{ use_of_month: unknown }],
  ];
  return memberOf(row.use_of_month);
}

/**
 * Counts what fresh holds of members without a limit take; false, and none is counted, where one of them
 * has been given a limit meanwhile. Sorted, so that two writers wait in one order. One statement: that a
 * hold is counted whole needs no row of its own.
 */
export async function addUses(trx: Trx, shares: readonly Share[]): Promise<boolean> {
  const counted = shares.filter(({ heldFen }) => heldFen > 0);
  if (counted.length === 0) return true;
  const keyOf = ({ groupId, userId, month }: Share) => `${groupId} ${userId} ${month}`;
  counted.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rows = counted.map(() => 'select ? as g, ? as u, ? as m, ? as fen').join(' union all ');
  const members = counted.map(() => '(?,?)').join(',');
  const [{ affectedRows }] = (await trx.raw(
    `insert into member_uses (group_id, user_id, month, used_fen)
       select g, u, m, fen from (${rows}) fresh
        where not exists (select 1 from member_limits where (group_id, user_id) in (${members}))
       on duplicate key update used_fen = used_fen + values(used_fen)`,
    [
      ...counted.flatMap(({ groupId, userId, month, heldFen }) => [
        groupId,
        userId,
        month,
        heldFen,
      ]),
      ...counted.flatMap(({ groupId, userId }) => [groupId, userId]),
    ],
  )) as [{ affectedRows: number }];
  return affectedRows > 0;
}

type Limit = 'kept' | 'passed';

/**
 * Moves a month's use by one guarded write of its row, so that a race for the last of a limit has one
 * winner on any node. False where that would pass a limit that is to be kept.
 */
async function moveUse(trx: Trx, share: Share, byFen: number, limit: Limit): Promise<boolean> {
  const row = { group_id: share.groupId, user_id: share.userId, month: share.month };
  await trx.raw(
    `insert ignore into member_uses (group_id, user_id, month, used_fen) values (?, ?, ?, 0)`,
    [row.group_id, row.user_id, row.month],
  );
  const query = trx('member_uses').where(row);
  if (limit === 'kept' && byFen > 0) {
    void query.whereRaw(
      `used_fen + ? <= coalesce((select l.limit_fen from member_limits l
          where l.group_id = ? and l.user_id = ?), used_fen + ?)`,
      [byFen, row.group_id, row.user_id, byFen],
    );
  }
  return (await query.update({ used_fen: trx.raw('used_fen + ?', [byFen]) })) === 1;
}

/** Counts a fresh hold within its member's limit; false where that leaves too little, roll back then. */
export async function takeUse(trx: Trx, share: Share): Promise<boolean> {
  return share.heldFen === 0 || (await moveUse(trx, share, share.heldFen, 'kept'));
}

/**
 * Sets what a booking takes of its member's month from now on, in fen. False where it is more than
 * before and the limit that is to be kept leaves too little; roll back then.
 */
export async function setShare(
  trx: Trx,
  share: Share,
  fen: number,
  limit: Limit,
): Promise<boolean> {
  const key = { booking_id: share.bookingId };
  const row = (await trx('member_shares').where(key).forUpdate().first('fen')) as
    { fen: number } | undefined;
  const byFen = fen - (row?.fen ?? share.heldFen);
  if (byFen === 0) return true;
  if (!(await moveUse(trx, share, byFen, limit))) return false;
  await trx('member_shares')
    .insert({ ...key, fen })
    .onConflict()
    .merge(['fen']);
  return true;
}
