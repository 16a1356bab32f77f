import type { Deps } from '../../deps.ts';
import { currentRequestId } from '../../infra/current-request.ts';
import type { Trx } from '../../infra/database.ts';
import { type AuditEntry, insertAuditEvent } from './repository.ts';

/** One line of the trail. `detail` must hold no secrets and no personal data beyond ids. */
export interface AuditNote {
  actorId: string | null;
  action: string;
  objectKind: string;
  objectId: string;
  unitId?: string | null;
  detail?: Record<string, unknown>;
}

/**
 * Writes a line of the audit trail in the caller's transaction: what is done and that it was done
 * stand or fall together. The table refuses every later change.
 */
export async function writeAudit(
  deps: Pick<Deps, 'clock' | 'newId'>,
  trx: Trx,
  note: AuditNote,
): Promise<void> {
  await insertAuditEvent(trx, {
    id: deps.newId(),
    at: deps.clock.now(),
    actorId: note.actorId,
    action: note.action,
    objectKind: note.objectKind,
    objectId: note.objectId,
    unitId: note.unitId ?? null,
    requestId: currentRequestId(),
    detail: note.detail ?? {},
  });
}

/** Writes what an event tells, once: told again, nothing happens. */
export async function auditEvent(trx: Trx, entry: AuditEntry): Promise<void> {
  await insertAuditEvent(trx, entry);
}
