import type { RouteName } from '@dayi/shared/routes/index';
import { policy } from './access-table.ts';
import type { Actor, Grant, Holding, ObjectScope, ScopeKind, Within } from './actor.ts';

export type { Actor, ActorGroup, Grant, ObjectScope, Role, ScopeKind } from './actor.ts';
export { policy };

/** 330000 covers every 33xxxx, 330100 every 3301xx, 330106 itself (GB/T 2260). */
export function regionPrefix(code: string): string {
  return code.replace(/(00){1,2}$/, '');
}

/** A region and those it lies in: 330106 → 330106, 330100, 330000. */
export function regionsAbove(code: string): string[] {
  return [...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`])];
}

function covers(actor: Actor, holding: Holding, within: Within, object: ObjectScope): boolean {
  switch (within) {
    case 'any':
      return true;
    case 'self':
      return object.ownerId === actor.userId;
    case 'principal':
      return object.principalId === actor.userId;
    case 'maker':
      return object.makerId === actor.userId;
    case 'crewless':
      return (
        object.crewId === null && holding.scopeKind === 'unit' && object.unitId === holding.scopeId
      );
    case 'platform':
      return holding.scopeKind === 'platform';
    case 'region':
      return (
        holding.scopeKind === 'region' &&
        (object.regionCode ?? '').startsWith(regionPrefix(holding.scopeId)) &&
        object.regionCode !== undefined
      );
    case 'company':
      return holding.scopeKind === 'company' && object.companyId === holding.scopeId;
    case 'group':
      return holding.scopeKind === 'group' && object.groupId === holding.scopeId;
    case 'crew':
      return holding.scopeKind === 'crew' && object.crewId === holding.scopeId;
    case 'unit':
      return holding.scopeKind === 'unit' && object.unitId === holding.scopeId;
  }
}

const grantsOf = (route: RouteName): readonly Grant[] => {
  const access = policy[route];
  return typeof access === 'string' ? [] : access;
};

/** Before any object is read: does the person hold a role that this route knows? */
export function mayCall(actor: Actor | null, route: RouteName): 'yes' | 'sign_in' | 'no' {
  const access = policy[route];
  if (access === 'anyone') return 'yes';
  if (actor === null) return 'sign_in';
  if (access === 'signed_in') return 'yes';
  const isHeld = access.some(({ role }) => actor.holdings.some((held) => held.role === role));
  return isHeld ? 'yes' : 'no';
}

/** May this person call this route on this object? */
export function may(actor: Actor, route: RouteName, object: ObjectScope): boolean {
  if (typeof policy[route] === 'string') return true;
  const isOwn = object.ownerId === actor.userId;
  return grantsOf(route).some(
    ({ role, within, notOwn = false }) =>
      !(notOwn && isOwn) &&
      actor.holdings.some((held) => held.role === role && covers(actor, held, within, object)),
  );
}

/** The scopes of one kind in which a person may call a route; repositories filter by these in SQL. */
export function scopesFor(actor: Actor, route: RouteName, within: ScopeKind): string[] {
  const roles = grantsOf(route)
    .filter((grant) => grant.within === within)
    .map((grant) => grant.role);
  return actor.holdings
    .filter((held) => held.scopeKind === within && roles.includes(held.role))
    .map((held) => held.scopeId);
}
