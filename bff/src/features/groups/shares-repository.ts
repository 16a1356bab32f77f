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

/** Counts shares of fresh bookings, whatever the limits; sorted, so that two writers wait in one order. */
export async function addShares(
  trx: Trx,
  shares: readonly { share: Share; fen: number }[],
): Promise<void> {
  const counted = shares.filter(({ fen }) => fen > 0);
  if (counted.length === 0) return;
  const keyOf = ({ groupId, userId, month }: Share) => `${groupId} ${userId} ${month}`;
  counted.sort((a, b) => (keyOf(a.share) < keyOf(b.share) ? -1 : 1));
  const marks = (count: number) =>
    counted.map(() => `(${Array<string>(count).fill('?').join(',')})`).join(',');
  await trx.raw(
    `insert into member_uses (group_id, user_id, month, used_fen) values ${marks(4)}
       on duplicate key update used_fen = used_fen + values(used_fen)`,
    counted.flatMap(({ share, fen }) => [share.groupId, share.userId, share.month, fen]),
  );
  await trx.raw(
    `insert into member_shares (booking_id, group_id, user_id, month, fen) values ${marks(5)}`,
    counted.flatMap(({ share, fen }) => [
      share.bookingId,
      share.groupId,
      share.userId,
      share.month,
      fen,
    ]),
  );
}

/** Moves a month's use by one write of its row; with a limit, false where that would be passed. */
async function moveUse(trx: Trx, share: Share, byFen: number, isLimited: boolean) {
  const row = { group_id: share.groupId, user_id: share.userId, month: share.month };
  await trx.raw(
    `insert ignore into member_uses (group_id, user_id, month, used_fen) values (?, ?, ?, 0)`,
    [row.group_id, row.user_id, row.month],
  );
  const query = trx('member_uses').where(row);
  if (isLimited) {
    void query.whereRaw(
      `used_fen + ? <= coalesce((select l.limit_fen from member_limits l
          where l.group_id = ? and l.user_id = ?), used_fen + ?)`,
      [byFen, row.group_id, row.user_id, byFen],
    );
  }
  return (await query.update({ used_fen: trx.raw('used_fen + ?', [byFen]) })) === 1;
}

/**
 * Sets what a booking takes of its member's month, in fen: by a guarded write of the month's row, so that
 * a race for the last of a limit has one winner on any node. False where more was wanted than
 * `limit: 'kept'` leaves; roll back then.
 */
export async function setShare(
  trx: Trx,
  share: Share,
  fen: number,
  limit: 'kept' | 'passed',
): Promise<boolean> {
  const row = (await trx('member_shares')
    .where({ booking_id: share.bookingId })
    .forUpdate()
    .first('fen')) as { fen: number } | undefined;
  const byFen = fen - (row?.fen ?? 0);
  if (byFen === 0) return true;
  if (!(await moveUse(trx, share, byFen, limit === 'kept' && byFen > 0))) return false;
  await trx('member_shares')
    .insert({
      booking_id: share.bookingId,
      group_id: share.groupId,
      user_id: share.userId,
      month: share.month,
      fen,
    })
    .onConflict()
    .merge(['fen']);
  return true;
}
