import type { Trx } from '../../infra/database.ts';
import type { MemberUse } from './domain/member-limit.ts';

export interface Group {
  id: string;
  name: string;
  unitId: string;
  unitName: string;
  principalId: string | null;
  principalName: string | null;
  asksPrincipal: boolean;
  /** Grows with every change of the group, its members and their limits. */
  version: number;
}

export async function findGroup(trx: Trx, id: string): Promise<Group | undefined> {
  const row = (await trx('research_groups as g')
    .join('units as u', 'u.id', 'g.unit_id')
    .leftJoin('users as p', 'p.id', 'g.principal_id')
    .where('g.id', id)
    .first('g.*', 'u.name as unit_name', 'p.name as principal_name')) as
    Record<string, unknown> | undefined;
  if (row === undefined) return undefined;
  return {
    id: String(row['id']),
    name: String(row['name']),
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    principalId: row['principal_id'] as string | null,
    principalName: row['principal_name'] as string | null,
    asksPrincipal: Boolean(row['asks_principal']),
    version: Number(row['version']),
  };
}

/** Keeps others who change the group waiting until the transaction ends. */
export async function lockGroup(trx: Trx, id: string): Promise<void> {
  await trx('research_groups').where({ id }).forUpdate().first('id');
}

/** Writes the group's next version by one guarded statement; false where another was faster. */
export async function writeGroup(
  trx: Trx,
  { id, version }: Group,
  asksPrincipal: boolean,
): Promise<boolean> {
  const changed = await trx('research_groups')
    .where({ id, version })
    .update({ asks_principal: asksPrincipal, version: version + 1 });
  return changed === 1;
}

export interface Member extends MemberUse {
  userId: string;
  name: string;
  joinedAt: Date;
}

/** The members of a group with what each may spend and has spent in a month, by the time they joined. */
export async function findMembers(trx: Trx, groupId: string, month: string): Promise<Member[]> {
  const rows = (await trx('role_grants as r')
    .join('users as u', 'u.id', 'r.user_id')
    .leftJoin('member_limits as l', (on) => {
      void on.on('l.user_id', 'r.user_id').andOn('l.group_id', 'r.scope_id');
    })
    .leftJoin('member_uses as m', (on) => {
      void on
        .on('m.user_id', 'r.user_id')
        .andOn('m.group_id', 'r.scope_id')
        .andOnVal('m.month', month);
    })
    .where({ 'r.scope_id': groupId, 'r.scope_kind': 'group', 'r.role': 'researcher' })
    .orderBy(['r.granted_at', 'r.id'])
    .select('u.id', 'u.name', 'r.granted_at', 'l.limit_fen', 'm.used_fen')) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    userId: String(row['id']),
    name: String(row['name']),
    joinedAt: row['granted_at'] as Date,
    limitFen: row['limit_fen'] === null ? null : Number(row['limit_fen']),
    usedFen: Number(row['used_fen'] ?? 0),
  }));
}

/** All that was spent of a group's money in a month, by members and by those who have left, in fen. */
export async function sumUses(trx: Trx, groupId: string, month: string): Promise<number> {
  const row = (await trx('member_uses')
    .where({ group_id: groupId, month })
    .sum('used_fen as fen')
    .first()) as { fen: number | string | null };
  return Number(row.fen ?? 0);
}

/** Sets what a member may spend in a month, in fen; null takes the limit away. */
export async function writeLimit(
  trx: Trx,
  groupId: string,
  userId: string,
  limitFen: number | null,
  now: Date,
): Promise<void> {
  const key = { group_id: groupId, user_id: userId };
  if (limitFen === null) await trx('member_limits').where(key).delete();
  else {
    await trx('member_limits')
      .insert({ ...key, limit_fen: limitFen, updated_at: now })
      .onConflict()
      .merge();
  }
}
