import type { RouteName } from '@dayi/shared/routes/index';

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

const owner: Grant = { role: 'researcher', within: 'self' };
const officer: Grant = { role: 'company_officer', within: 'company' };
const crew: Grant = { role: 'operator', within: 'crew' };
/** The head of the group whose money a booking spends, where the group asks them. */
const principal: Grant = { role: 'researcher', within: 'principal' };
/** Where an instrument has no crew, its unit's administrators are the crew. */
const standIn: Grant = { role: 'unit_admin', within: 'crewless' };
const judges = [crew, standIn].map((grant): Grant => ({ ...grant, notOwn: true }));
/** Staff who made the booking on its owner's behalf. */
const maker: Grant = { role: 'operator', within: 'maker' };
const unit: Grant = { role: 'unit_admin', within: 'unit' };

/** Everyone with a part in a booking. */
const parties = [owner, principal, officer, crew, unit];

/** Who may do what: the one table that routes, presenters (`may`) and tests read. */
export const policy: Record<RouteName, Access> = {
  healthz: 'anyone',
  readyz: 'anyone',
  metrics: 'anyone',
  openapi: 'anyone',

  createSession: 'anyone',
  refreshSession: 'anyone',
  endSession: 'signed_in',
  listPersonas: 'anyone',
  getMe: 'signed_in',
  updateMe: 'signed_in',

  listInstruments: 'anyone',
  suggestInstruments: 'anyone',
  getInstrument: 'anyone',
  getCalendar: 'anyone',
  listCalendars: 'anyone',
  listBlocks: [crew, unit],
  createBlock: [crew, unit],
  liftBlock: [crew, unit],
  listReviews: 'anyone',

  createQuote: 'signed_in',
  createBooking: [
    { role: 'researcher', within: 'any' },
    { role: 'operator', within: 'any' },
  ],
  listBookings: [{ role: 'researcher', within: 'any' }, officer, crew, unit],
  getBooking: parties,
  payBooking: [owner, maker],
  decideApproval: [...judges, principal],
  changeBooking: [owner, crew, standIn],
  cancelBooking: [owner, crew, standIn],
  resolveDispute: [{ ...unit, notOwn: true }],
  appealBooking: [owner],
  waiveBooking: judges,
  startBooking: [crew, standIn],
  finishBooking: [crew, standIn],

  releaseResult: [crew, standIn],
  listResults: [owner, crew, standIn],
  createDownloadLink: [owner, crew, standIn],
  download: 'anyone',
  acceptResult: [owner],
  disputeResult: [owner],
  createReview: [owner],

  listAccounts: [{ role: 'researcher', within: 'any' }, officer],
  listGrants: [officer],
  listProgrammes: 'signed_in',
  proveLedger: [
    { role: 'authority', within: 'any' },
    { role: 'auditor', within: 'any' },
  ],
  getDistribution: [unit],
  setDistribution: [unit],
  listCredits: [unit],
  setCredit: [unit],
  listBankTransfers: [unit],
  recordBankTransfer: [unit],
  reconcileBankTransfer: [unit],

  listNotices: 'signed_in',
  readNotices: 'signed_in',
  listAuditEvents: [
    { role: 'auditor', within: 'platform' },
    { role: 'auditor', within: 'region' },
    { role: 'auditor', within: 'unit' },
  getReview: [owner, crew, unit],
  changeReview: [owner],
  listReviewVersions: 'anyone',
  replyToReview: judges,
  appealReview: [
    { ...crew, notOwn: true },
    { ...unit, notOwn: true },
  ],
  judgeReview: offices,
  listReviewAppeals: offices,
  ],
};

/** 330000 covers every 33xxxx, 330100 every 3301xx, 330106 itself (GB/T 2260). */
export function regionPrefix(code: string): string {
  return code.replace(/(00){1,2}$/, '');
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
