export type Role =
  | 'researcher'
  | 'company_officer'
  | 'operator'
  | 'unit_admin'
  | 'authority'
  | 'expert'
  | 'auditor'
  | 'platform_admin';

export type ScopeKind = 'platform' | 'region' | 'unit' | 'crew' | 'group' | 'company';

/** A role held within a scope; the platform's own scope has the id `platform`. */
export interface Holding {
  role: Role;
  scopeKind: ScopeKind;
  scopeId: string;
}

export interface ActorGroup {
  id: string;
  unitId: string;
  name: string;
  /** The principal whom bookings on the group's money ask first; null where they ask nobody. */
  asks: string | null;
}

/** The signed-in person, read anew with every request, so that a role taken away ends at once. */
export interface Actor {
  userId: string;
  sessionId: string;
  name: string;
  locale: 'zh-CN' | 'en';
  unitId: string | null;
  companyId: string | null;
  holdings: readonly Holding[];
  /** The research groups whose money the person may spend, with the unit of each. */
  groups: readonly ActorGroup[];
  /** The companies the person acts for. */
  companies: readonly { id: string; name: string }[];
  /** The crews the person is in, with the unit of each. */
  crews: readonly { id: string; unitId: string }[];
}

/** Where an object stands, as far as access asks. */
export interface ObjectScope {
  ownerId?: string;
  principalId?: string | null;
  makerId?: string | null;
  companyId?: string | null;
  groupId?: string | null;
  crewId?: string | null;
  unitId?: string;
  regionCode?: string;
}

/**
 * How the object must relate to the role held: it is the person's own (`self`), or it lies in the
 * scope the role is held in. `any` asks for the role alone.
 */
export type Within =
  | 'any'
  | 'self'
  | 'principal'
  | 'maker'
  | 'crewless'
  | 'company'
  | 'group'
  | 'crew'
  | 'unit'
  | 'region'
  | 'platform';

export interface Grant {
  role: Role;
  within: Within;
  /** Nobody judges what is their own. */
  notOwn?: boolean;
}

export type Access = 'anyone' | 'signed_in' | readonly Grant[];
