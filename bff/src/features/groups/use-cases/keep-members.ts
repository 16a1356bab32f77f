import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findByEmail, findPerson, grantRole, revokeRole } from '../../identity/index.ts';
import { spendingMonth } from '../domain/member-limit.ts';
import { findMembers, type Group, writeLimit } from '../repository.ts';
import { changeGroupIn } from './change-group.ts';

type Wanted = { email: string } | { userId: string };

/**
 * The one person meant.
 * @throws Problem `group.person_unknown`, `group.person_unclear` where several share the address
 */
async function findWanted(trx: Trx, wanted: Wanted): Promise<Actor> {
  const ids = 'email' in wanted ? await findByEmail(trx, wanted.email) : [wanted.userId];
  if (ids.length > 1) throw new Problem('group.person_unclear');
  const person = ids[0] === undefined ? undefined : await findPerson(trx, ids[0]);
  if (person === undefined) throw new Problem('group.person_unknown');
  return person;
}

const membership = (group: Group, userId: string) =>
  ({ userId, role: 'researcher', scopeKind: 'group', scopeId: group.id }) as const;

/**
 * Lets someone book on the group's money, up to `limitFen` a month.
 * @throws Problem as `changeGroupIn` and `findWanted`, `group.already_member`
 */
export async function addMember(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  input: { who: Wanted; limitFen: number | null },
): Promise<StoredAnswer> {
  const { limitFen, who } = input;
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const at = { id, route: 'addMember' } as const;
    const body = await changeGroupIn(deps, trx, actor, at, async (group) => {
      const { userId } = await findWanted(trx, who);
      const now = deps.clock.now();
      const isNew = await grantRole(trx, deps.newId(), membership(group, userId), now);
      if (!isNew) throw new Problem('group.already_member');
      await writeLimit(trx, group.id, userId, limitFen, now);
      return { what: 'added', userId, limitFen };
    });
    return { status: 201, body };
  });
}

/**
 * Sets what a member may spend in a month, in fen; null is no limit. What is booked already stays.
 * @throws Problem as `changeGroupIn`, `group.member_not_found`
 */
export async function setMemberLimit(
  deps: Deps,
  actor: Actor,
  { id, userId }: { id: string; userId: string },
  limitFen: number | null,
) {
  return await inTransaction(deps, (trx) =>
    changeGroupIn(deps, trx, actor, { id, route: 'setMemberLimit' }, async (group) => {
      const now = deps.clock.now();
      const members = await findMembers(trx, group.id, spendingMonth(now));
      const member = members.find((one) => one.userId === userId);
      if (member === undefined) throw new Problem('group.member_not_found');
      if (member.limitFen === limitFen) return null;
      await writeLimit(trx, group.id, userId, limitFen, now);
      return { what: 'limit_set', userId, limitFen };
    }),
  );
}

/**
 * Ends a membership: nothing more may be booked on the group's money; what is booked runs on, and its
 * owner stays a researcher, who must still reach it.
 * @throws Problem as `changeGroupIn`, `group.member_not_found`, `group.head_stays`
 */
export async function removeMember(
  deps: Deps,
  actor: Actor,
  { id, userId }: { id: string; userId: string },
) {
  return await inTransaction(deps, (trx) =>
    changeGroupIn(deps, trx, actor, { id, route: 'removeMember' }, async (group) => {
      if (userId === group.principalId) throw new Problem('group.head_stays');
      if (!(await revokeRole(trx, membership(group, userId)))) {
        throw new Problem('group.member_not_found');
      }
      const now = deps.clock.now();
      await writeLimit(trx, group.id, userId, null, now);
      const person = await findPerson(trx, userId);
      if (person?.holdings.some(({ role }) => role === 'researcher') === false) {
        const scopeId = person.unitId ?? group.unitId;
        const held = { userId, role: 'researcher', scopeKind: 'unit', scopeId } as const;
        await grantRole(trx, deps.newId(), held, now);
      }
      return { what: 'removed', userId };
    }),
  );
}
