import { fromJson, toJson, type Trx } from '../../infra/database.ts';

export interface AuditEntry {
  id: string;
  at: Date;
  actorId: string | null;
  action: string;
  objectKind: string;
  objectId: string;
  unitId: string | null;
  requestId: string | null;
  detail: Record<string, unknown>;
}

/** Writes a line once: one with its id that is there already stays as it is. */
export async function insertAuditEvent(trx: Trx, entry: AuditEntry): Promise<void> {
  const region =
    entry.unitId === null ? null : trx('units').where({ id: entry.unitId }).select('region_code');
  const query = trx('audit_events').insert({
    id: entry.id,
    at: entry.at,
    actor_id: entry.actorId,
    action: entry.action,
    object_kind: entry.objectKind,
    object_id: entry.objectId,
    unit_id: entry.unitId,
    region_code: region,
    request_id: entry.requestId,
    detail: toJson(entry.detail),
  });
  await query.onConflict('id').ignore();
}

/** What an auditor may see: everything, or the trail of some regions and units. */
export interface AuditScope {
  everything: boolean;
  regionPrefixes: string[];
  unitIds: string[];
}

export interface AuditPage {
  before?: number;
  limit: number;
  objectKind?: string;
  objectId?: string;
}

export type StoredAuditEntry = AuditEntry & { seq: number; actorName: string | null };

export async function findAuditEvents(
  trx: Trx,
  scope: AuditScope,
  page: AuditPage,
): Promise<StoredAuditEntry[]> {
  const query = trx('audit_events')
    .leftJoin('users', 'users.id', 'audit_events.actor_id')
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .select('audit_events.*', 'users.name as actor_name');
  if (!scope.everything) {
    void query.where((within) => {
      void within.whereIn('audit_events.unit_id', scope.unitIds);
      for (const prefix of scope.regionPrefixes) {
        void within.orWhere('audit_events.region_code', 'like', `${prefix}%`);
      }
    });
  }
  if (page.before !== undefined) void query.where('seq', '<', page.before);
  if (page.objectKind !== undefined) void query.where('object_kind', page.objectKind);
  if (page.objectId !== undefined) void query.where('object_id', page.objectId);
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    seq: Number(row['seq']),
    id: String(row['id']),
    at: row['at'] as Date,
    actorId: row['actor_id'] as string | null,
    actorName: row['actor_name'] as string | null,
    action: String(row['action']),
    objectKind: String(row['object_kind']),
    objectId: String(row['object_id']),
    unitId: row['unit_id'] as string | null,
    requestId: row['request_id'] as string | null,
    detail: fromJson(row['detail']),
  }));
}
