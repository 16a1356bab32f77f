import { z } from 'zod';
import { Count, Fen, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const idParams = z.object({ id: Id });

const Payer = z.strictObject({ kind: z.enum(['group', 'company', 'person']), id: Id });
const NamedPayer = z.object({ ...Payer.shape, name: z.string() });

const Percent = z.int().min(0).max(100);

const Distribution = z.object({
  /** 0 is the default: all to the unit. */
  version: Count,
  crewPercent: Percent,
  groupPercent: Percent,
  unitPercent: Percent,
});

const Credit = z.object({
  payer: NamedPayer,
  /** 0 is no credit. */
  limitFen: Fen,
  /** May pass the limit where use ran over what was paid. */
  owedFen: Fen,
  /** Of the limit; what is owed does not change it. */
  version: Count,
});

const BankTransfer = z.object({
  id: Id,
  /** The bank's own number, unique within the unit. */
  reference: z.string(),
  amountFen: Fen,
  receivedAt: Instant,
  remark: z.string(),
  recordedAt: Instant,
  /** Whose money it is; null until that is known. */
  payer: NamedPayer.nullable(),
  paidOffFen: Fen,
  toppedUpFen: Fen,
  reconciledAt: Instant.nullable(),
});

export const unitMoneyContracts = {
  getDistribution: {
    summary: 'How a unit shares its income between itself, crews and groups',
    params: idParams,
    responses: { 200: Distribution },
  },
  setDistribution: {
    summary: 'Set the shares; settlements from now on use the new version',
    params: idParams,
    body: z
      .strictObject({ crewPercent: Percent, groupPercent: Percent })
      .refine((body) => body.crewPercent + body.groupPercent <= 100, {
        path: ['groupPercent'],
        error: 'out_of_range',
      }),
    responses: { 200: Distribution },
    problems: ['request.stale'],
  },
  listCredits: {
    summary: 'Whom a unit trusts with how much, and what they owe',
    params: idParams,
    responses: { 200: z.object({ items: z.array(Credit) }) },
  },
  setCredit: {
    summary:
      'Set a payer’s credit limit; 0 ends it. `If-Match` names the version seen, 0 where there was none',
    params: idParams,
    body: z.strictObject({ payer: Payer, limitFen: Fen }),
    responses: { 200: Credit },
    problems: ['payer.not_found', 'request.stale'],
  },
  listBankTransfers: {
    summary: 'Incoming bank transfers of a unit, newest first',
    params: idParams,
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'reconciled']).optional() }),
    responses: { 200: pageOf(BankTransfer) },
    problems: ['request.cursor_invalid'],
  },
  recordBankTransfer: {
    summary: 'Record money that came to the unit’s bank account',
    idempotent: true,
    params: idParams,
    body: z.strictObject({
      reference: z.string().trim().min(1).max(64),
      amountFen: Fen.min(1),
      receivedAt: Instant,
      remark: z.string().trim().max(200).default(''),
    }),
    responses: { 201: BankTransfer },
    problems: ['bank_transfer.reference_taken'],
  },
  reconcileBankTransfer: {
    summary:
      'Say whose money it is: it tops up the prepaid account, or pays off what is owed first',
    idempotent: true,
    params: idParams,
    body: z.strictObject({ payer: Payer, payOff: z.boolean().default(false) }),
    responses: { 200: BankTransfer },
    problems: ['bank_transfer.not_found', 'bank_transfer.reconciled', 'payer.not_found'],
  },
} satisfies Record<string, Contract>;
