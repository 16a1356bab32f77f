import type { Trx } from '../../infra/database.ts';
import type { TransferKind } from './domain/transfer.ts';

export interface HeldAccount {
  id: string;
  unitId: string;
  unitName: string;
  timeZone: string;
  payerKind: 'group' | 'company' | 'person';
  payerId: string;
  payerName: string;
  /** The head of the group whose money it is. */
  principalId: string | null;
  balanceFen: number;
}

export interface Movement {
  seq: number;
  at: Date;
  kind: TransferKind;
  amountFen: number;
  balanceFen: number;
  booking: {
    id: string;
    instrumentName: string;
    ownerId: string;
    ownerName: string;
    crewId: string | null;
    companyId: string | null;
  } | null;
}

type Row = Record<string, unknown>;

/** A prepaid account with the names of its payer and its unit. */
export async function findHeldAccount(trx: Trx, id: string): Promise<HeldAccount | undefined> {
  const row = (await trx('ledger_accounts as a')
    .join('ledger_balances as b', 'b.account_id', 'a.id')
    .join('units', 'units.id', 'a.unit_id')
    .leftJoin('research_groups as g', 'g.id', 'a.owner_id')
    .leftJoin('companies as c', 'c.id', 'a.owner_id')
    .leftJoin('users as u', 'u.id', 'a.owner_id')
    .where({ 'a.id': id, 'a.kind': 'prepaid' })
    .first(
      'a.*',
      'b.balance_fen',
      'units.name as unit_name',
      'units.time_zone',
      'g.principal_id',
      trx.raw('coalesce(g.name, c.name, u.name) as payer_name'),
    )) as Row | undefined;
  if (row === undefined) return undefined;
  return {
    id,
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    timeZone: String(row['time_zone']),
    payerKind: row['owner_kind'] as HeldAccount['payerKind'],
    payerId: String(row['owner_id']),
    payerName: String(row['payer_name']),
    principalId: row['principal_id'] as string | null,
    balanceFen: Number(row['balance_fen']),
  };
}

/** What an account's postings before an instant come to. */
export async function sumBefore(trx: Trx, accountId: string, at: Date): Promise<number> {
  const row = (await trx('ledger_postings as p')
    .join('ledger_transfers as t', 't.id', 'p.transfer_id')
    .where('p.account_id', accountId)
    .where('t.at', '<', at)
    .sum('p.amount_fen as total')
    .first()) as { total: unknown };
  return Number(row.total ?? 0);
}

/** An account's movements in `[from, to)` with the balance after each, in the order they happened. */
export async function findMovements(
  trx: Trx,
  accountId: string,
  page: {
    from: Date;
    to: Date;
    limit?: number;
    after?: { at: Date; seq: number } | undefined;
  },
): Promise<Movement[]> {
  const { after } = page;
  const [rows] = (await trx.raw(
    `select s.*, i.name as instrument_name, bk.owner_id, bk.crew_id, bk.payer_kind, bk.payer_id,
            u.name as owner_name
       from (select p.seq, p.amount_fen, t.at, t.kind, t.booking_id,
                    sum(p.amount_fen) over (order by t.at, p.seq) as balance_fen
               from ledger_postings p join ledger_transfers t on t.id = p.transfer_id
              where p.account_id = ? and t.at < ?) s
       left join bookings bk on bk.id = s.booking_id
       left join instruments i on i.id = bk.instrument_id
       left join users u on u.id = bk.owner_id
      where s.at >= ? ${after === undefined ? '' : 'and (s.at, s.seq) > (?, ?)'}
      order by s.at, s.seq
      ${page.limit === undefined ? '' : 'limit ?'}`,
    [
      accountId,
      page.to,
      page.from,
      ...(after === undefined ? [] : [after.at, after.seq]),
      ...(page.limit === undefined ? [] : [page.limit]),
    ],
  )) as [Row[]];
  return rows.map((row) => ({
    seq: Number(row['seq']),
    at: row['at'] as Date,
    kind: row['kind'] as TransferKind,
    amountFen: Number(row['amount_fen']),
    balanceFen: Number(row['balance_fen']),
    booking:
      row['owner_id'] === null
        ? null
        : {
            id: String(row['booking_id']),
            instrumentName: String(row['instrument_name']),
            ownerId: row['owner_id'] as string,
            ownerName: String(row['owner_name']),
            crewId: row['crew_id'] as string | null,
            companyId: row['payer_kind'] === 'company' ? String(row['payer_id']) : null,
          },
  }));
}
