import type { Trx } from '../../infra/database.ts';
import { CHECKS, type Check } from './checks-repository.ts';

export interface Difference {
  check: Check;
  id: string;
  expectedFen: number;
  foundFen: number;
}

const MOST = 100;

/** Runs every check of the proof; each lists at most 100 of what does not agree. */
export async function findDifferences(trx: Trx): Promise<Difference[]> {
  const all: Difference[] = [];
  for (const [check, sql] of Object.entries(CHECKS)) {
    const [rows] = (await trx.raw(`${sql} limit ${String(MOST)}`)) as [Record<string, unknown>[]];
    all.push(
      ...rows.map((row) => ({
        check: check as Check,
        id: String(row['id']),
        expectedFen: Number(row['expected']),
        foundFen: Number(row['found']),
      })),
    );
  }
  return all;
}

/** What the accounts of each kind hold together, and how many postings they have. */
export async function sumByKind(
  trx: Trx,
): Promise<{ kind: string; accounts: number; postings: number; sumFen: number }[]> {
  const [rows] = (await trx.raw(
    `select a.kind, count(*) as accounts, sum(p.postings) as postings, sum(p.total) as total
       from (select account_id, count(*) as postings, sum(amount_fen) as total
               from ledger_postings group by account_id) p
       join ledger_accounts a on a.id = p.account_id
      group by a.kind order by a.kind`,
  )) as [Record<string, unknown>[]];
  return rows.map((row) => ({
    kind: String(row['kind']),
    accounts: Number(row['accounts']),
    postings: Number(row['postings']),
    sumFen: Number(row['total']),
  }));
}

export async function countTransfers(trx: Trx): Promise<number> {
  const [row] = (await trx('ledger_transfers').count('* as transfers')) as Record<
    string,
    unknown
  >[];
  return Number(row?.['transfers']);
}
