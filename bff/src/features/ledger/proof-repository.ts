import type { Trx } from '../../infra/database.ts';

export interface Difference {
  check: 'transfer_sum' | 'balance' | 'escrow' | 'grant';
  id: string;
  expectedFen: number;
  foundFen: number;
}

async function differences(
  trx: Trx,
  check: Difference['check'],
  sql: string,
): Promise<Difference[]> {
  const [rows] = (await trx.raw(`${sql} limit 100`)) as [Record<string, unknown>[]];
  return rows.map((row) => ({
    check,
    id: String(row['id']),
    expectedFen: Number(row['expected']),
    foundFen: Number(row['found']),
  }));
}

const SUMS = `(select account_id, sum(amount_fen) as total from ledger_postings group by account_id)`;

/** Transfers whose legs do not cancel out. */
export const findUnbalancedTransfers = (trx: Trx) =>
  differences(
    trx,
    'transfer_sum',
    `select transfer_id as id, 0 as expected, sum(amount_fen) as found
       from ledger_postings group by transfer_id having sum(amount_fen) <> 0`,
  );

/** Balance rows that differ from the sum of their postings. */
export const findWrongBalances = (trx: Trx) =>
  differences(
    trx,
    'balance',
    `select b.account_id as id, coalesce(p.total, 0) as expected, b.balance_fen as found
       from ledger_balances b left join ${SUMS} p on p.account_id = b.account_id
      where b.balance_fen <> coalesce(p.total, 0)`,
  );

/** Escrows of ended bookings that still hold money, or owe it. */
export const findOpenEscrows = (trx: Trx) =>
  differences(
    trx,
    'escrow',
    `select bookings.id as id, 0 as expected, p.total as found
       from ledger_accounts a
       join bookings on bookings.id = a.owner_id
       join ${SUMS} p on p.account_id = a.id
      where a.kind = 'escrow' and p.total <> 0
        and bookings.state in ('closed', 'cancelled', 'rejected', 'expired', 'no_show')`,
  );

/** Vouchers whose row says something else than their postings. */
export const findWrongGrants = (trx: Trx) =>
  differences(
    trx,
    'grant',
    `select g.id as id, coalesce(p.total, 0) as expected, g.left_fen as found
       from voucher_grants g
       left join ledger_accounts a on a.natural_key = concat('grant:', g.id)
       left join ${SUMS} p on p.account_id = a.id
      where g.left_fen <> coalesce(p.total, 0)`,
  );

export async function sumByKind(
  trx: Trx,
): Promise<{ kind: string; accounts: number; sumFen: number }[]> {
  const rows = (await trx('ledger_accounts as a')
    .join('ledger_postings as p', 'p.account_id', 'a.id')
    .groupBy('a.kind')
    .orderBy('a.kind')
    .select(
      'a.kind',
      trx.raw('count(distinct a.id) as accounts'),
      trx.raw('sum(p.amount_fen) as total'),
    )) as Record<string, unknown>[];
  return rows.map((row) => ({
    kind: String(row['kind']),
    accounts: Number(row['accounts']),
    sumFen: Number(row['total']),
  }));
}

export async function countPostings(trx: Trx): Promise<{ postings: number; transfers: number }> {
  const [row] = (await trx.select(
    trx('ledger_postings').count('*').as('postings'),
    trx('ledger_transfers').count('*').as('transfers'),
  )) as Record<string, unknown>[];
  return { postings: Number(row?.['postings']), transfers: Number(row?.['transfers']) };
}
