import type { Actor } from '../../policy.ts';
import type { NamedHolding } from './repository.ts';

/** An opened session: the tokens are shown once and never kept in the clear. */
export interface SignedIn {
  actor: Actor;
  token: string;
  refreshToken: string;
  expiresAt: Date;
}

export const presentHolding = (held: NamedHolding) => ({
  role: held.role,
  scope: { kind: held.scopeKind, id: held.scopeId, name: held.scopeName },
});

export const presentSession = (signedIn: SignedIn, holdings: NamedHolding[]) => ({
  token: signedIn.token,
  refreshToken: signedIn.refreshToken,
  expiresAt: signedIn.expiresAt.toISOString(),
  user: {
    id: signedIn.actor.userId,
    name: signedIn.actor.name,
    roles: holdings.map(presentHolding),
  },
});
