import { z } from 'zod';
import { Fen, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { Programme } from './money.ts';

const idParams = z.object({ id: Id });
const ServiceKind = z.enum(['time', 'sample']);
const Words = z.string().max(2_000);

const Application = z.object({
  id: Id,
  programme: Programme,
  company: z.object({ id: Id, name: z.string() }),
  applicantName: z.string(),
  askedFen: Fen,
  purpose: z.string(),
  serviceKind: ServiceKind,
  state: z.enum(['open', 'approved', 'rejected', 'withdrawn']),
  appliedAt: Instant,
  decidedAt: Instant.nullable(),
  /** Why it was rejected, or what the office says to its approval. */
  reason: z.string().nullable(),
  grantedFen: Fen.nullable(),
  grantId: Id.nullable(),
  /** What the company was granted of the region's vouchers of this year. */
  yearGrantedFen: Fen,
  may: z.array(z.enum(['withdraw', 'decide'])),
});

const refusals = [
  'voucher.programme_ended',
  'voucher.above_application_cap',
  'voucher.above_year_cap',
  'voucher.company_not_eligible',
  'voucher.service_not_covered',
] as const;

export const voucherApplicationContracts = {
  applyForVoucher: {
    summary: 'Ask a programme for a voucher, for a company that I act for',
    idempotent: true,
    body: z.strictObject({
      programmeId: Id,
      companyId: Id,
      amountFen: Fen.min(1),
      /** 1 to 500 characters, as people count them. */
      purpose: Words.min(1),
      serviceKind: ServiceKind,
    }),
    responses: { 201: Application },
    problems: [...refusals, 'voucher.programme_not_found', 'voucher.application_open'],
  },
  listVoucherApplications: {
    summary: 'Applications of my companies, or those that my office decides',
    query: z.strictObject({
      ...pageQuery,
      role: z.enum(['mine', 'judge']),
      state: z.enum(['open', 'decided']).optional(),
    }),
    responses: { 200: pageOf(Application) },
    problems: ['request.cursor_invalid'],
  },
  decideVoucherApplication: {
    summary: 'Grant what was asked for, or less, or nothing',
    idempotent: true,
    params: idParams,
    body: z.discriminatedUnion('decision', [
      z.strictObject({
        decision: z.literal('approve'),
        amountFen: Fen.min(1),
        reason: Words.default(''),
      }),
      z.strictObject({ decision: z.literal('reject'), reason: Words.min(1) }),
    ]),
    responses: { 200: Application },
    problems: [
      ...refusals,
      'voucher.application_not_found',
      'voucher.application_decided',
      'voucher.above_asked',
    ],
  },
  withdrawVoucherApplication: {
    summary: 'Take back an application that is not decided yet',
    params: idParams,
    responses: { 200: Application },
    problems: ['voucher.application_not_found', 'voucher.application_decided'],
  },
} satisfies Record<string, Contract>;
