import type { Knex } from 'knex';
import { fromJson, type Trx } from '../../infra/database.ts';
import { naturalKeyOf } from './domain/transfer.ts';

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

/** A payer's prepaid account with a unit, as a column of another statement. */
export function prepaidColumn(
  trx: Trx,
  payer: { kind: string; id: string },
  unitId: string,
): Knex.Raw {
  const key = { kind: 'prepaid', payerKind: payer.kind, payerId: payer.id, unitId } as const;
  return trx.raw(
    `(select json_object('accountId', a.id, 'balanceFen', b.balance_fen)
        from ledger_accounts a join ledger_balances b on b.account_id = a.id
       where a.natural_key = ?)`,
    [naturalKeyOf(key)],
  );
}

/** Reads such a column. */
export function prepaidOf(column: unknown): { accountId: string | null; balanceFen: number } {
  return fromJson<{ accountId: string; balanceFen: number } | null>(column) ?? NO_PREPAID;
}

const NO_PREPAID = { accountId: null, balanceFen: 0 };
