import { z } from 'zod';
import { Count, Fen, Id, Instant, SignedFen } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { Account } from './sessions.ts';

export const Programme = z.object({
  id: Id,
  name: z.string(),
  regionCode: z.string(),
  regionName: z.string(),
  year: z.int(),
  sharePercent: z.int().min(0).max(100),
  fullUpToFen: Fen,
  capPerApplicationFen: Fen,
  capPerCompanyYearFen: Fen,
  /** Services that it pays for. */
  serviceKinds: z.array(z.enum(['time', 'sample'])),
  mode: z.enum(['claim', 'direct']),
  validUntil: Instant,
});

/** A company that I act for, as a programme sees it. */
const Applicant = z.object({
  id: Id,
  name: z.string(),
  /** Whether it lies in the programme's region. */
  isEligible: z.boolean(),
  hasOpenApplication: z.boolean(),
  /** What its cap of the year still lets it be granted. */
  yearLeftFen: Fen,
});

const Grant = z.object({
  id: Id,
  programme: Programme,
  company: z.object({ id: Id, name: z.string() }),
  quotaFen: Fen,
  leftFen: Fen,
  frozenFen: Fen,
  usedFen: Fen,
  lapsedFen: Fen,
  validUntil: Instant,
});

export const moneyContracts = {
  listAccounts: {
    summary: 'Prepaid accounts that I may spend from',
    responses: { 200: z.object({ items: z.array(Account) }) },
  },
  listGrants: {
    summary: 'Vouchers of my companies',
    responses: { 200: z.object({ items: z.array(Grant) }) },
  },
  listProgrammes: {
    summary: 'Voucher programmes that run now',
    responses: {
      200: z.object({ items: z.array(Programme.extend({ applicants: z.array(Applicant) })) }),
    },
  },
  proveLedger: {
    summary: 'Recompute every balance from the postings and compare',
    responses: {
      200: z.object({
        balanced: z.boolean(),
        postings: Count,
        transfers: Count,
        sums: z.array(z.object({ kind: z.string(), accounts: Count, sumFen: SignedFen })),
        /** What does not agree; empty where balanced. */
        differences: z.array(
          z.object({
            check: z.enum([
              'transfer_sum',
              'balance',
              'receivable',
              'owed',
              'escrow',
              'settlement',
              'crew_share',
              'group_share',
              'unit_income',
              'crew_income',
              'group_income',
              'grant',
              'grant_quota',
              'grant_frozen',
              'grant_used',
              'programme',
              'year_cap',
              'voucher_part',
            ]),
            id: z.string(),
            expectedFen: SignedFen,
            foundFen: SignedFen,
          }),
        ),
        provedAt: Instant,
      }),
    },
  },
} satisfies Record<string, Contract>;
