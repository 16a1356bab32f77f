import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { type Group, lockGroup, writeGroup } from '../repository.ts';
import { readGroupFor, viewGroup } from './read-group.ts';

/** What changed, for the trail and for whom it concerns. */
export interface GroupStep {
  what: 'asks_set' | 'added' | 'removed' | 'limit_set';
  userId?: string;
  limitFen?: number | null;
  asksPrincipal?: boolean;
}

/**
 * Takes one step with a group in the caller's transaction: one at a time, on the version the client saw
 * where it names one. `work` says what changed, or null where all was so already.
 * @throws Problem `group.not_found`, `access.forbidden`, `request.stale`
 */
export async function changeGroupIn(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  at: { id: string; route: RouteName },
  work: (group: Group) => Promise<GroupStep | null>,
) {
  await lockGroup(trx, at.id);
  const group = await readGroupFor(trx, actor, at.id, at.route);
  const ifMatch = currentIfMatch();
  if (ifMatch !== null && ifMatch !== versionTag(group.version)) throw new Problem('request.stale');
  const step = await work(group);
  if (step === null) return await viewGroup(deps, trx, actor, group);
  const { what, userId = null, asksPrincipal = group.asksPrincipal, ...detail } = step;
  if (!(await writeGroup(trx, group, asksPrincipal))) throw new Problem('request.stale');
  const actorId = actor.userId;
  await writeAudit(deps, trx, {
    actorId,
    action: `group.${what}`,
    objectKind: 'group',
    objectId: group.id,
    unitId: group.unitId,
    detail: { ...detail, ...(userId === null ? { asksPrincipal } : { userId }) },
  });
  await emit(deps, trx, {
    topic: 'group.changed',
    payload: { what, groupId: group.id, userId, limitFen: step.limitFen ?? null, actorId },
  });
  const after = { ...group, asksPrincipal, version: group.version + 1 };
  return await viewGroup(deps, trx, actor, after);
}

/**
 * Sets whether bookings on the group's money ask its head first; what is booked already stays as it is.
 * @throws Problem as `changeGroupIn`
 */
export async function setAsking(deps: Deps, actor: Actor, id: string, asksPrincipal: boolean) {
  return await inTransaction(deps, (trx) =>
    changeGroupIn(deps, trx, actor, { id, route: 'changeGroup' }, (group) =>
      Promise.resolve(
        group.asksPrincipal === asksPrincipal ? null : { what: 'asks_set', asksPrincipal },
      ),
    ),
  );
}
