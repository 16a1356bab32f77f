import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Actor, may, type ObjectScope } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPrepaid } from '../../ledger/index.ts';
import { spendingMonth } from '../domain/member-limit.ts';
import { presentGroup } from '../presenter.ts';
import { findGroup, findMembers, type Group, sumUses } from '../repository.ts';

export const scopeOf = ({ id, principalId }: Group): ObjectScope => ({ groupId: id, principalId });

/**
 * The group, where this person may call `route` on it.
 * @throws Problem `group.not_found` where it is not theirs to see, `access.forbidden` where this is for
 *   its head alone
 */
export async function readGroupFor(
  trx: Trx,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<Group> {
  const group = await findGroup(trx, id);
  if (group === undefined || !may(actor, 'getGroup', scopeOf(group))) {
    throw new Problem('group.not_found');
  }
  if (!may(actor, route, scopeOf(group))) throw new Problem('access.forbidden');
  return group;
}

/** A group as this person sees it: its head all members, a member only what is their own. */
export async function viewGroup(deps: Deps, trx: Trx, actor: Actor, group: Group) {
  const month = spendingMonth(deps.clock.now());
  return presentGroup(group, actor, {
    month,
    members: await findMembers(trx, group.id, month),
    usedFen: await sumUses(trx, group.id, month),
    accounts: await findPrepaid(trx, [group.id]),
  });
}
