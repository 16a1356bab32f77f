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
