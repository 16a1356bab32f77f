import { z } from 'zod';
import { Fen, Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { Account } from './sessions.ts';

const Limit = Fen.nullable();

const Member = z.object({
  userId: Id,
  name: z.string(),
  isPrincipal: z.boolean(),
  joinedAt: Instant,
  /** What they may spend of the group's money in a month; null is no limit. */
  limitFen: Limit,
  /** Held or paid this month and not given back. */
  usedFen: Fen,
  leftFen: Limit,
});

const Group = z.object({
  id: Id,
  name: z.string(),
  unitName: z.string(),
  principal: z.object({ id: Id, name: z.string() }).nullable(),
  /** Whether bookings on its money ask its head first. */
  asksPrincipal: z.boolean(),
  /** The month that uses are of, in China's time: `2026-11`. */
  month: z.string(),
  /** What all have spent this month, and of that those who are no members any more; null but to its head. */
  usedFen: Fen.nullable(),
  formerFen: Fen.nullable(),
  balances: z.array(Account),
  /** To its head all of them, to a member themselves alone. */
  members: z.array(Member),
  /** Grows with every change; also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(1),
  may: z.array(z.enum(['manage'])),
});

const groupParams = z.object({ id: Id });
const memberParams = z.object({ id: Id, userId: Id });

const problems = ['group.not_found', 'access.forbidden', 'request.stale'] as const;

export const groupContracts = {
  getGroup: {
    summary: 'A research group that I head or am in: money, members, limits',
    params: groupParams,
    responses: { 200: Group },
    problems: ['group.not_found'],
  },
  changeGroup: {
    summary: 'Say whether bookings on my group’s money ask me first',
    params: groupParams,
    body: z.strictObject({ asksPrincipal: z.boolean() }),
    responses: { 200: Group },
    problems,
  },
  addMember: {
    summary: 'Let someone book on my group’s money, by their proven e-mail address or their id',
    idempotent: true,
    params: groupParams,
    body: z.union([
      z.strictObject({ email: z.string().trim().toLowerCase().max(254), limitFen: Limit }),
      z.strictObject({ userId: Id, limitFen: Limit }),
    ]),
    responses: { 201: Group },
    problems: [...problems, 'group.person_unknown', 'group.person_unclear', 'group.already_member'],
  },
  setMemberLimit: {
    summary: 'What a member may spend of my group’s money in a month; null is no limit',
    params: memberParams,
    body: z.strictObject({ limitFen: Limit }),
    responses: { 200: Group },
    problems: [...problems, 'group.member_not_found'],
  },
  removeMember: {
    summary: 'End a membership; what is booked already runs on',
    params: memberParams,
    responses: { 200: Group },
    problems: [...problems, 'group.member_not_found', 'group.head_stays'],
  },
} satisfies Record<string, Contract>;
