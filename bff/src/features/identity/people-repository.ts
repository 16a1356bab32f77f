import type { Trx } from '../../infra/database.ts';
import type { Role, ScopeKind } from '../../policy.ts';

/** Who holds a role in any of these scopes. */
export async function findHolders(
  trx: Trx,
  role: Role,
  scopeKind: ScopeKind,
  scopeIds: readonly string[],
): Promise<string[]> {
  const rows = (await trx('role_grants')
    .where({ role, scope_kind: scopeKind })
    .whereIn('scope_id', [...scopeIds])
    .orderBy('id')
    .distinct('user_id', 'id')) as { user_id: string }[];
  return [...new Set(rows.map((row) => row.user_id))];
}

/** The time zone each person lives by: that of their unit; those without one have no entry. */
export async function findTimeZones(
  trx: Trx,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = (await trx('users')
    .join('units', 'units.id', 'users.unit_id')
    .whereIn('users.id', [...userIds])
    .select('users.id', 'units.time_zone')) as { id: string; time_zone: string }[];
  return new Map(rows.map((row) => [row.id, row.time_zone]));
}

/**
 * People who have proven this e-mail address, given in lower case; several may share one. The column's
 * collation takes é for e, which serves its index; letter for letter decides.
 */
export async function findByEmail(trx: Trx, address: string): Promise<string[]> {
  const rows = (await trx('notice_addresses')
    .where({ channel: 'email', address })
    .whereRaw('lower(address) collate utf8mb4_bin = ?', [address])
    .whereNotNull('verified_at')
    .limit(2)
    .select('user_id')) as { user_id: string }[];
  return rows.map((row) => row.user_id);
}

interface Held {
  userId: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
}

/** Gives a role within a scope. False where the person holds it already. */
export async function grantRole(trx: Trx, id: string, held: Held, at: Date): Promise<boolean> {
  const [answer] = (await trx.raw(
    `insert ignore into role_grants (id, user_id, role, scope_kind, scope_id, granted_at)
       values (?, ?, ?, ?, ?, ?)`,
    [id, held.userId, held.role, held.scopeKind, held.scopeId, at],
  )) as [{ affectedRows: number }];
  return answer.affectedRows === 1;
}

/** Takes a role back. False where the person did not hold it. */
export async function revokeRole(trx: Trx, held: Held): Promise<boolean> {
  const { userId, role, scopeKind, scopeId } = held;
  const row = { user_id: userId, role, scope_kind: scopeKind, scope_id: scopeId };
  return (await trx('role_grants').where(row).delete()) === 1;
}
