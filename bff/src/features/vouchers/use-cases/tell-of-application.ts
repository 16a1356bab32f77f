import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit } from '../../../infra/outbox.ts';
import { writeAudit } from '../../audit/index.ts';
import type { Application } from '../applications-repository.ts';

/** Tells of a step of an application, and writes it into the trail, in the caller's transaction. */
export async function tellOfApplication(
  deps: Deps,
  trx: Trx,
  { id, companyId, programme }: Application,
  what: 'applied' | 'withdrawn' | 'approved' | 'rejected',
  actorId: string,
): Promise<void> {
  await writeAudit(deps, trx, {
    actorId,
    action: `voucher_application.${what}`,
    objectKind: 'voucher_application',
    objectId: id,
    detail: { companyId, programmeId: programme.id },
  });
  await emit(deps, trx, {
    topic: 'voucher_application.changed',
    payload: { what, applicationId: id, actorId },
  });
}
