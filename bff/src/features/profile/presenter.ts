import type { Actor } from '../../policy.ts';
import type { Profile } from '../identity/index.ts';
import type { PrepaidBalance } from '../ledger/index.ts';
import type { Feed } from './feeds-repository.ts';

export function presentMe(
  actor: Actor,
  profile: Profile,
  accounts: readonly PrepaidBalance[],
  unreadNotices: number,
) {
  const nameOfPayer = (id: string) =>
    profile.holdings.find(({ scopeId }) => scopeId === id)?.scopeName ?? actor.name;
  return {
    id: actor.userId,
    name: actor.name,
    locale: actor.locale,
    roles: profile.holdings.map(({ role, scopeKind, scopeId, scopeName }) => ({
      role,
      scope: { kind: scopeKind, id: scopeId, name: scopeName },
    })),
    personal: {
      unitName: profile.unitName,
      companyName: profile.companyName,
      groups: profile.groups.map(({ id, name, principalId, isMember }) => ({
        id,
        name,
        isMember,
        isPrincipal: principalId === actor.userId,
      })),
    },
    certificates: profile.certificates.map(({ name, validUntil }) => ({
      name,
      validUntil: validUntil?.toISOString() ?? null,
    })),
    balances: accounts.map((account) => ({
      id: account.accountId,
      unitId: account.unitId,
      unitName: account.unitName,
      payer: {
        kind: account.payerKind,
        id: account.payerId,
        name: nameOfPayer(account.payerId),
      },
      balanceFen: account.balanceFen,
    })),
    unreadNotices,
  };
}

export const presentFeed = ({ kind, madeAt, readAt }: Feed) => ({
  kind,
  madeAt: madeAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});
