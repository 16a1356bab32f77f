import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery, SignedFen } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { Account } from './sessions.ts';

const idParams = z.object({ id: Id });

const Movement = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum([
    'top_up',
    'pay_off',
    'grant',
    'lapse',
    'payment',
    'refund',
    'settlement',
    'waiver',
  ]),
  /** For those who may see the booking. */
  bookingId: Id.nullable(),
  instrumentName: z.string().nullable(),
  /** Whose booking it was; of colleagues only the head of the group hears. */
  who: z.string().nullable(),
  /** A plus came in, a minus went out. */
  amountFen: SignedFen,
  balanceFen: SignedFen,
});

const fileQuery = z.strictObject({
  /** In the unit's time zone. */
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/),
});

export const statementContracts = {
  getStatement: {
    summary: 'What moved on a prepaid account, in the order it happened',
    params: idParams,
    query: z
      .strictObject({ ...pageQuery, from: Instant, to: Instant })
      .refine(({ from, to }) => from < to, { path: ['to'], error: 'order' }),
    responses: {
      200: pageOf(Movement).extend({
        account: Account,
        timeZone: z.string(),
        openingFen: SignedFen,
        closingFen: SignedFen,
      }),
    },
    problems: ['account.not_found', 'request.cursor_invalid'],
  },
  getStatementSheet: {
    summary: 'The statement of one month as XLSX',
    params: idParams,
    query: fileQuery,
    responses: { 200: null },
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    problems: ['account.not_found'],
  },
  getStatementPdf: {
    summary: 'The statement of one month as PDF',
    params: idParams,
    query: fileQuery,
    responses: { 200: null },
    produces: 'application/pdf',
    problems: ['account.not_found'],
  },
} satisfies Record<string, Contract>;
