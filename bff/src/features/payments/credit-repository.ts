import type { Knex } from 'knex';
import { fromJson, type Trx } from '../../infra/database.ts';
import type { Payer } from './domain/payment.ts';

/** What a unit trusts a payer with, and what the payer owes it, in fen. */
export interface Credit {
  unitId: string;
  payer: Payer;
  limitFen: number;
  owedFen: number;
  /** Of the limit. */
  version: number;
}

const rowOf = (unitId: string, payer: Payer) => ({
  unit_id: unitId,
  payer_kind: payer.kind,
  payer_id: payer.id,
});

function toCredit(row: Record<string, unknown>): Credit {
  return {
    unitId: String(row['unit_id']),
    payer: { kind: row['payer_kind'] as Payer['kind'], id: String(row['payer_id']) },
    limitFen: Number(row['limit_fen']),
    owedFen: Number(row['owed_fen']),
    version: Number(row['version']),
  };
}

/** What a payer may still put on credit with a unit that trusts them, in fen. */
export interface CreditLine {
  limitFen: number;
  leftFen: number;
}

/** A payer's credit with a unit, as a column of another statement. */
export function creditColumn(trx: Trx, payer: Payer, unitId: string): Knex.Raw {
  return trx.raw(
    `(select json_object('limitFen', c.limit_fen, 'leftFen', greatest(c.limit_fen - c.owed_fen, 0))
        from payer_credits c
       where c.unit_id = ? and c.payer_kind = ? and c.payer_id = ? and c.limit_fen > 0)`,
    [unitId, payer.kind, payer.id],
  );
}

/** Reads such a column; null where the unit grants no credit. */
export const creditOf = (column: unknown): CreditLine | null => fromJson<CreditLine | null>(column);

export async function findCreditLine(trx: Trx, payer: Payer, unitId: string) {
  const [[row]] = (await trx.raw(`select ? as credit`, [creditColumn(trx, payer, unitId)])) as [
    [{ credit: unknown }],
  ];
  return creditOf(row.credit);
}

/** Takes credit by one guarded statement; false where the limit would be passed. */
export async function takeCredit(
  trx: Trx,
  unitId: string,
  payer: Payer,
  fen: number,
  now: Date,
): Promise<boolean> {
  const changed = await trx('payer_credits')
    .where(rowOf(unitId, payer))
    .whereRaw('owed_fen + ? <= limit_fen', [fen])
    .update({ owed_fen: trx.raw('owed_fen + ?', [fen]), updated_at: now });
  return changed === 1;
}

/** What is owed whatever the limit says: use that ran over. */
export async function addOwed(
  trx: Trx,
  unitId: string,
  payer: Payer,
  fen: number,
  now: Date,
): Promise<void> {
  await trx('payer_credits')
    .insert({ ...rowOf(unitId, payer), limit_fen: 0, owed_fen: fen, version: 0, updated_at: now })
    .onConflict()
    .merge({ owed_fen: trx.raw('owed_fen + ?', [fen]), updated_at: now });
}

/** The row, locked until the transaction ends. */
export async function lockCredit(
  trx: Trx,
  unitId: string,
  payer: Payer,
): Promise<Credit | undefined> {
  const row = (await trx('payer_credits').where(rowOf(unitId, payer)).forUpdate().first()) as
    Record<string, unknown> | undefined;
  return row === undefined ? undefined : toCredit(row);
}

/** Lowers what is owed; the caller holds the row. */
export async function lowerOwed(
  trx: Trx,
  unitId: string,
  payer: Payer,
  fen: number,
  now: Date,
): Promise<void> {
  await trx('payer_credits')
    .where(rowOf(unitId, payer))
    .update({ owed_fen: trx.raw('owed_fen - ?', [fen]), updated_at: now });
}

/** A payer's first limit; a second at the same moment fails on the primary key. */
export async function insertLimit(
  trx: Trx,
  unitId: string,
  payer: Payer,
  limitFen: number,
  now: Date,
): Promise<void> {
  await trx('payer_credits').insert({
    ...rowOf(unitId, payer),
    limit_fen: limitFen,
    version: 1,
    updated_at: now,
  });
}

/** Another limit; the caller holds the row. */
export async function changeLimit(
  trx: Trx,
  unitId: string,
  payer: Payer,
  limitFen: number,
  now: Date,
): Promise<void> {
  await trx('payer_credits')
    .where(rowOf(unitId, payer))
    .update({ limit_fen: limitFen, version: trx.raw('version + 1'), updated_at: now });
}

/** The credits of one unit with their payers' names, what is owed most on top. */
export async function findCredits(
  trx: Trx,
  unitId: string,
): Promise<(Credit & { payerName: string })[]> {
  const rows = (await trx('payer_credits as c')
    .leftJoin('companies as co', (on) => {
      void on.on('co.id', 'c.payer_id').andOnVal('c.payer_kind', 'company');
    })
    .leftJoin('research_groups as g', (on) => {
      void on.on('g.id', 'c.payer_id').andOnVal('c.payer_kind', 'group');
    })
    .leftJoin('users as u', (on) => {
      void on.on('u.id', 'c.payer_id').andOnVal('c.payer_kind', 'person');
    })
    .where('c.unit_id', unitId)
    .orderBy([{ column: 'c.owed_fen', order: 'desc' }, 'c.payer_kind', 'c.payer_id'])
    .select('c.*', trx.raw('coalesce(co.name, g.name, u.name) as payer_name'))) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({ ...toCredit(row), payerName: String(row['payer_name']) }));
}

const PAYERS = { group: 'research_groups', company: 'companies', person: 'users' } as const;

export async function findPayerName(trx: Trx, payer: Payer): Promise<string | undefined> {
  const row = (await trx(PAYERS[payer.kind]).where({ id: payer.id }).first('name')) as
    { name: string } | undefined;
  return row?.name;
}

export async function findUnitName(trx: Trx, unitId: string): Promise<string | undefined> {
  const row = (await trx('units').where({ id: unitId }).first('name')) as
    { name: string } | undefined;
  return row?.name;
}
