import type { StoredAuditEntry } from './repository.ts';

export const presentAuditEvent = (entry: StoredAuditEntry) => ({
  id: entry.id,
  at: entry.at.toISOString(),
  actor: { id: entry.actorId, name: entry.actorName ?? 'system' },
  action: entry.action,
  objectKind: entry.objectKind,
  objectId: entry.objectId,
  unitId: entry.unitId,
  requestId: entry.requestId,
  detail: entry.detail,
});
