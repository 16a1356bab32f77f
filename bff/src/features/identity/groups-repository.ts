import type { Trx } from '../../infra/database.ts';

export interface Group {
  id: string;
  name: string;
  unitId: string;
  principalId: string | null;
  /** Heads need not be members: then they spend none of its money. */
  isMember: boolean;
}

/** Research groups in which the person is a researcher, or that they head. */
export async function findGroups(trx: Trx, userId: string): Promise<Group[]> {
  const rows = (await trx('research_groups as g')
    .leftJoin('role_grants as r', (on) => {
      void on
        .on('r.scope_id', 'g.id')
        .andOnVal('r.user_id', userId)
        .andOnVal('r.role', 'researcher')
        .andOnVal('r.scope_kind', 'group');
    })
    .whereIn('g.id', (ids) => {
      void ids
        .from('role_grants')
        .where({ user_id: userId, role: 'researcher', scope_kind: 'group' })
        .select('scope_id')
        .union((heads) => {
          void heads.from('research_groups').where({ principal_id: userId }).select('id');
        });
    })
    .orderBy('r.id')
    .select('g.id', 'g.name', 'g.unit_id', 'g.principal_id', 'r.id as held')) as {
    id: string;
    name: string;
    unit_id: string;
    principal_id: string | null;
    held: string | null;
  }[];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unitId: row.unit_id,
    principalId: row.principal_id,
    isMember: row.held !== null,
  }));
}
