import type { RouteName } from '@dayi/shared/routes/index';
import type { Trx } from '../../../infra/database.ts';
import { type Actor, may, type ObjectScope } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { type Application, findApplication } from '../applications-repository.ts';

/** Nobody decides what their own company asks for. */
export function mayOnApplication(actor: Actor, route: RouteName, one: Application): boolean {
  const scope: ObjectScope = {
    ownerId: one.applicantId,
    companyId: one.companyId,
    regionCode: one.programme.regionCode,
  };
  const isOwn =
    actor.companyId === one.companyId || actor.companies.some(({ id }) => id === one.companyId);
  return may(actor, route, scope) && !(route === 'decideVoucherApplication' && isOwn);
}

/**
 * The application, where this person may call `route` on it.
 * @throws Problem `voucher.application_not_found` where it is not theirs to see, `access.forbidden`
 *   where this step is another's
 */
export async function readApplicationFor(
  trx: Trx,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<Application> {
  const application = await findApplication(trx, id);
  if (
    application === undefined ||
    !mayOnApplication(actor, 'listVoucherApplications', application)
  ) {
    throw new Problem('voucher.application_not_found');
  }
  if (!mayOnApplication(actor, route, application)) throw new Problem('access.forbidden');
  return application;
}
