import type { Trx } from '../../infra/database.ts';
import type { Actor, Role, ScopeKind } from '../../policy.ts';

interface ActorRow {
  user_id: string;
  name: string;
  locale: 'zh-CN' | 'en';
  unit_id: string | null;
  company_id: string | null;
  role: Role | null;
  scope_kind: ScopeKind;
  scope_id: string;
  group_unit_id: string | null;
  group_name: string;
  asks: string | null;
  crew_unit_id: string | null;
  company_name: string | null;
}

/** People with their roles, a row for each role; `users` is the person. */
function actorRows(trx: Trx) {
  return trx('users')
    .leftJoin('role_grants', 'role_grants.user_id', 'users.id')
    .leftJoin('research_groups', 'research_groups.id', 'role_grants.scope_id')
    .leftJoin('crews', 'crews.id', 'role_grants.scope_id')
    .leftJoin('companies', 'companies.id', 'role_grants.scope_id')
    .select(
      'users.id as user_id',
      'users.name',
      'users.locale',
      'users.unit_id',
      'users.company_id',
      'role_grants.role',
      'role_grants.scope_kind',
      'role_grants.scope_id',
      'research_groups.unit_id as group_unit_id',
      'research_groups.name as group_name',
      trx.raw('if(research_groups.asks_principal, research_groups.principal_id, null) as asks'),
      'crews.unit_id as crew_unit_id',
      'companies.name as company_name',
    )
    .orderBy('role_grants.id');
}

function toActor(rows: readonly ActorRow[], sessionId: string): Actor | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    userId: first.user_id,
    sessionId,
    name: first.name,
    locale: first.locale,
    unitId: first.unit_id,
    companyId: first.company_id,
    holdings: rows.flatMap((row) =>
      row.role === null
        ? []
        : [{ role: row.role, scopeKind: row.scope_kind, scopeId: row.scope_id }],
    ),
    groups: rows.flatMap((row) =>
      row.group_unit_id === null
        ? []
        : [{ id: row.scope_id, unitId: row.group_unit_id, name: row.group_name, asks: row.asks }],
    ),
    companies: rows.flatMap((row) =>
      row.company_name === null ? [] : [{ id: row.scope_id, name: row.company_name }],
    ),
    crews: rows.flatMap((row) =>
      row.crew_unit_id === null ? [] : [{ id: row.scope_id, unitId: row.crew_unit_id }],
    ),
  };
}

/** The people of live sessions with their roles, in one statement; undefined where a session ended. */
export async function findActors(
  trx: Trx,
  sessionIds: readonly string[],
  now: Date,
): Promise<(Actor | undefined)[]> {
  const rows = (await actorRows(trx)
    .join('sessions', 'sessions.user_id', 'users.id')
    .whereIn('sessions.id', [...new Set(sessionIds)])
    .whereNull('sessions.revoked_at')
    .where('sessions.expires_at', '>', now)
    .select('sessions.id as session_id')) as (ActorRow & { session_id: string })[];
  return sessionIds.map((id) =>
    toActor(
      rows.filter((row) => row.session_id === id),
      id,
    ),
  );
}

export async function findActor(
  trx: Trx,
  sessionId: string,
  now: Date,
): Promise<Actor | undefined> {
  const [actor] = await findActors(trx, [sessionId], now);
  return actor;
}

/** A person with their roles, without a session: for whom others act. */
export async function findPerson(trx: Trx, userId: string): Promise<Actor | undefined> {
  const rows = (await actorRows(trx).where('users.id', userId)) as ActorRow[];
  return toActor(rows, '');
}

export async function findUserIdByPersona(trx: Trx, persona: string): Promise<string | undefined> {
  const row = (await trx('users').where({ persona }).first('id')) as { id: string } | undefined;
  return row?.id;
}

export interface NamedHolding {
  userId: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
  scopeName: string;
}

/** Roles with the names of their scopes, in the order they were granted. */
export async function findNamedHoldings(trx: Trx, userIds: string[]): Promise<NamedHolding[]> {
  const rows = (await trx('role_grants')
    .leftJoin('units', 'units.id', 'role_grants.scope_id')
    .leftJoin('crews', 'crews.id', 'role_grants.scope_id')
    .leftJoin('companies', 'companies.id', 'role_grants.scope_id')
    .leftJoin('research_groups', 'research_groups.id', 'role_grants.scope_id')
    .leftJoin('regions', 'regions.code', 'role_grants.scope_id')
    .whereIn('role_grants.user_id', userIds)
    .orderBy('role_grants.id')
    .select(
      'role_grants.user_id',
      'role_grants.role',
      'role_grants.scope_kind',
      'role_grants.scope_id',
      trx.raw(
        'coalesce(units.name, crews.name, companies.name, research_groups.name, regions.name) as scope_name',
      ),
    )) as Record<string, string | null>[];
  return rows.map((row) => ({
    userId: String(row['user_id']),
    role: row['role'] as Role,
    scopeKind: row['scope_kind'] as ScopeKind,
    scopeId: String(row['scope_id']),
    scopeName: row['scope_name'] ?? String(row['scope_id']),
  }));
}

export async function findPersonas(
  trx: Trx,
): Promise<{ id: string; persona: string; name: string }[]> {
  return await trx('users').whereNotNull('persona').orderBy('id').select('id', 'persona', 'name');
}

export async function findNames(
  trx: Trx,
  actor: Pick<Actor, 'unitId' | 'companyId'>,
): Promise<{ unitName: string | null; companyName: string | null }> {
  const [row] = (await trx.select(
    trx('units').where({ id: actor.unitId }).select('name').as('unit_name'),
    trx('companies').where({ id: actor.companyId }).select('name').as('company_name'),
  )) as { unit_name: string | null; company_name: string | null }[];
  return { unitName: row?.unit_name ?? null, companyName: row?.company_name ?? null };
}

export async function findCertificates(
  trx: Trx,
  userId: string,
): Promise<{ name: string; validUntil: Date | null }[]> {
  const rows = (await trx('certificates').where({ user_id: userId }).orderBy('name')) as {
    name: string;
    valid_until: Date | null;
  }[];
  return rows.map((row) => ({ name: row.name, validUntil: row.valid_until }));
}

export async function insertSession(
  trx: Trx,
  session: { id: string; userId: string; refreshHash: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx('sessions').insert({
    id: session.id,
    user_id: session.userId,
    refresh_hash: session.refreshHash,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
  });
}

/**
 * Trades one refresh hash for the next, and finds the session; also where that was done already, after
 * `graceFrom`. Undefined where it was used before, revoked or too old.
 */
export async function rotateRefresh(
  trx: Trx,
  { from, to, now, graceFrom }: { from: string; to: string; now: Date; graceFrom: Date },
): Promise<string | undefined> {
  const live = () => trx('sessions').whereNull('revoked_at').where('expires_at', '>', now);
  await live().where({ refresh_hash: from }).update({ refresh_hash: to, rotated_at: now });
  const row = (await live()
    .where({ refresh_hash: to })
    .where('rotated_at', '>', graceFrom)
    .first('id')) as { id: string } | undefined;
  return row?.id;
}

export async function revokeSession(trx: Trx, id: string, now: Date): Promise<void> {
  await trx('sessions').where({ id }).update({ revoked_at: now });
}

export async function updateLocale(trx: Trx, userId: string, locale: string): Promise<void> {
  await trx('users').where({ id: userId }).update({ locale });
}
