import { type Actor, may } from '../../policy.ts';
import type { PrepaidBalance } from '../ledger/index.ts';
import { leftFen } from './domain/member-limit.ts';
import type { Group, Member } from './repository.ts';

interface MonthOfGroup {
  month: string;
  members: readonly Member[];
  usedFen: number;
  accounts: readonly PrepaidBalance[];
}

/** What colleagues spend is their head's to see, and their own. */
export function presentGroup(group: Group, actor: Actor, of: MonthOfGroup) {
  const isHead = may(actor, 'changeGroup', { groupId: group.id, principalId: group.principalId });
  const ofMembers = of.members.reduce((sum, { usedFen }) => sum + usedFen, 0);
  return {
    id: group.id,
    name: group.name,
    unitName: group.unitName,
    principal:
      group.principalId === null
        ? null
        : { id: group.principalId, name: group.principalName ?? '' },
    asksPrincipal: group.asksPrincipal,
    month: of.month,
    usedFen: isHead ? of.usedFen : null,
    formerFen: isHead ? of.usedFen - ofMembers : null,
    balances: of.accounts.map(({ accountId, unitId, unitName, balanceFen }) => ({
      id: accountId,
      unitId,
      unitName,
      payer: { kind: 'group', id: group.id, name: group.name },
      balanceFen,
    })),
    members: of.members
      .filter(({ userId }) => isHead || userId === actor.userId)
      .map((member) => ({
        userId: member.userId,
        name: member.name,
        isPrincipal: member.userId === group.principalId,
        joinedAt: member.joinedAt.toISOString(),
        limitFen: member.limitFen,
        usedFen: member.usedFen,
        leftFen: leftFen(member),
      })),
    version: group.version,
    may: isHead ? ['manage'] : [],
  };
}
