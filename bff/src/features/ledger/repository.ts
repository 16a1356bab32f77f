import type { Trx } from '../../infra/database.ts';

export async function findAccountId(trx: Trx, naturalKey: string): Promise<string | undefined> {
  const row = (await trx('ledger_accounts').where({ natural_key: naturalKey }).first('id')) as
    { id: string } | undefined;
  return row?.id;
}

export async function insertAccount(
  trx: Trx,
  account: {
    id: string;
    kind: string;
    naturalKey: string;
    ownerKind: string;
    ownerId: string;
    unitId: string | null;
  },
): Promise<void> {
  await trx('ledger_accounts').insert({
    id: account.id,
    kind: account.kind,
    natural_key: account.naturalKey,
    owner_kind: account.ownerKind,
    owner_id: account.ownerId,
    unit_id: account.unitId,
  });
}

export async function insertBalance(trx: Trx, accountId: string): Promise<void> {
  await trx('ledger_balances').insert({ account_id: accountId, balance_fen: 0 });
}

/** Moves a balance by one guarded statement; false where it would fall under zero. */
export async function moveBalance(trx: Trx, accountId: string, byFen: number): Promise<boolean> {
  const changed = await trx('ledger_balances')
    .where({ account_id: accountId })
    .andWhere('balance_fen', '>=', -byFen)
    .update({ balance_fen: trx.raw('balance_fen + ?', [byFen]) });
  return changed === 1;
}

export async function insertTransfer(
  trx: Trx,
  transfer: {
    id: string;
    kind: string;
    bookingId: string | null;
    actorId: string | null;
    reason: string;
    at: Date;
  },
): Promise<void> {
  await trx('ledger_transfers').insert({
    id: transfer.id,
    kind: transfer.kind,
    booking_id: transfer.bookingId,
    actor_id: transfer.actorId,
    reason: transfer.reason,
    at: transfer.at,
  });
}

export async function insertPostings(
  trx: Trx,
  transferId: string,
  postings: readonly { accountId: string; amountFen: number }[],
): Promise<void> {
  await trx('ledger_postings').insert(
    postings.map(({ accountId, amountFen }) => ({
      transfer_id: transferId,
      account_id: accountId,
      amount_fen: amountFen,
    })),
  );
}

export interface PrepaidBalance {
  accountId: string;
  unitId: string;
  unitName: string;
  payerKind: 'group' | 'company' | 'person';
  payerId: string;
  balanceFen: number;
}

/** Prepaid accounts of some payers, optionally with one unit only. */
export async function findPrepaid(
  trx: Trx,
  payerIds: readonly string[],
  unitId?: string,
): Promise<PrepaidBalance[]> {
  const query = trx('ledger_accounts as a')
    .join('ledger_balances as b', 'b.account_id', 'a.id')
    .join('units', 'units.id', 'a.unit_id')
    .where('a.kind', 'prepaid')
    .whereIn('a.owner_id', [...payerIds])
    .orderBy('units.name')
    .select('a.id', 'a.unit_id', 'a.owner_kind', 'a.owner_id', 'b.balance_fen', 'units.name');
  if (unitId !== undefined) void query.where('a.unit_id', unitId);
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    accountId: String(row['id']),
    unitId: String(row['unit_id']),
    unitName: String(row['name']),
    payerKind: row['owner_kind'] as PrepaidBalance['payerKind'],
    payerId: String(row['owner_id']),
    balanceFen: Number(row['balance_fen']),
  }));
}

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
