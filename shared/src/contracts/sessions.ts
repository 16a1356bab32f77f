import { z } from 'zod';
import { Fen, Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';

export const Role = z.enum([
  'researcher',
  'company_officer',
  'operator',
  'unit_admin',
  'authority',
  'expert',
  'auditor',
  'platform_admin',
]);

export const ScopeKind = z.enum(['platform', 'region', 'unit', 'crew', 'group', 'company']);

/** A role is always held within a scope; `name` is the scope's own name, for people. */
export const RoleInScope = z.object({
  role: Role,
  scope: z.object({ kind: ScopeKind, id: z.string(), name: z.string() }),
});

export const UserKind = z.enum(['own_group', 'own_unit', 'academic', 'company']);

export const User = z.object({ id: Id, name: z.string(), roles: z.array(RoleInScope) });

const Session = z.object({
  token: z.string(),
  refreshToken: z.string(),
  expiresAt: Instant,
  user: User,
});

export const Account = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  payer: z.object({ kind: z.enum(['group', 'company', 'person']), id: Id, name: z.string() }),
  balanceFen: Fen,
});

const Me = User.extend({
  locale: z.enum(['zh-CN', 'en']),
  personal: z.object({
    unitName: z.string().nullable(),
    companyName: z.string().nullable(),
    groups: z.array(
      z.object({ id: Id, name: z.string(), isPrincipal: z.boolean(), isMember: z.boolean() }),
    ),
  }),
  certificates: z.array(z.object({ name: z.string(), validUntil: Instant.nullable() })),
  balances: z.array(Account),
  unreadNotices: z.int().min(0),
});

export const sessionContracts = {
  createSession: {
    summary: 'Sign in',
    body: z.discriminatedUnion('provider', [
      z.strictObject({ provider: z.literal('demo'), persona: z.string().min(1).max(60) }),
      z.strictObject({ provider: z.literal('alipay'), authCode: z.string().min(1).max(200) }),
      z.strictObject({ provider: z.literal('zlb'), ticket: z.string().min(1).max(500) }),
      z.strictObject({
        provider: z.literal('oidc'),
        code: z.string().min(1).max(2000),
        redirectUri: z.url().max(500),
      }),
    ]),
    responses: { 201: Session },
    problems: ['auth.provider_unavailable', 'auth.persona_unknown', 'request.rate_limited'],
  },
  refreshSession: {
    summary: 'Trade a refresh token for a new pair; each serves once',
    body: z.strictObject({ refreshToken: z.string().min(10).max(500) }),
    responses: { 201: Session },
    problems: ['auth.token_invalid', 'request.rate_limited'],
  },
  endSession: { summary: 'Sign out', responses: { 204: null } },
  listPersonas: {
    summary: 'The people of the demo province that one can sign in as',
    responses: {
      200: z.object({
        items: z.array(
          z.object({ persona: z.string(), name: z.string(), roles: z.array(RoleInScope) }),
        ),
      }),
    },
    problems: ['resource.not_found'],
  },
  getMe: { summary: 'Who I am, what I may, what I have', responses: { 200: Me } },
  updateMe: {
    summary: 'Change my own settings',
    body: z.strictObject({ locale: z.enum(['zh-CN', 'en']) }),
    responses: { 200: Me },
  },
} satisfies Record<string, Contract>;
