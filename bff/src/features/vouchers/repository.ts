import { fromJson, type Trx } from '../../infra/database.ts';
import type { ProgrammeRules } from './domain/payable.ts';

export interface Programme {
  id: string;
  name: string;
  nameEn: string;
  regionCode: string;
  regionName: string;
  year: number;
  mode: 'claim' | 'direct';
  rules: ProgrammeRules;
  validUntil: Date;
}

export interface VoucherGrant {
  id: string;
  programme: Programme;
  companyId: string;
  companyName: string;
  /** The unit that controls the company, where one does. */
  controlledByUnitId: string | null;
  quotaFen: number;
  leftFen: number;
  frozenFen: number;
  usedFen: number;
  lapsedFen: number;
  validUntil: Date;
}

type Row = Record<string, unknown>;

const toProgramme = (row: Row, id: string, validUntil: unknown): Programme => ({
  id: String(row[id]),
  name: String(row['programme_name']),
  nameEn: String(row['name_en']),
  regionCode: String(row['region_code']),
  regionName: String(row['region_name']),
  year: Number(row['year']),
  mode: row['mode'] as Programme['mode'],
  rules: fromJson(row['rules']),
  validUntil: validUntil as Date,
});

const toGrant = (row: Row): VoucherGrant => ({
  id: String(row['id']),
  programme: toProgramme(row, 'programme_id', row['programme_valid_until']),
  companyId: String(row['company_id']),
  companyName: String(row['company_name']),
  controlledByUnitId: row['controlled_by_unit_id'] as string | null,
  quotaFen: Number(row['quota_fen']),
  leftFen: Number(row['left_fen']),
  frozenFen: Number(row['frozen_fen']),
  usedFen: Number(row['used_fen']),
  lapsedFen: Number(row['lapsed_fen']),
  validUntil: row['valid_until'] as Date,
});

function grants(trx: Trx) {
  return trx('voucher_grants as g')
    .join('voucher_programmes as p', 'p.id', 'g.programme_id')
    .join('companies as c', 'c.id', 'g.company_id')
    .join('regions', 'regions.code', 'p.region_code')
    .select(
      'g.*',
      'p.name as programme_name',
      'p.name_en',
      'p.region_code',
      'p.year',
      'p.mode',
      'p.rules',
      'p.valid_until as programme_valid_until',
      'c.name as company_name',
      'c.controlled_by_unit_id',
      'regions.name as region_name',
    );
}

/** The vouchers of some companies, the one that ends first on top. */
export async function findGrants(trx: Trx, companyIds: readonly string[]): Promise<VoucherGrant[]> {
  if (companyIds.length === 0) return [];
  const rows = (await grants(trx)
    .whereIn('g.company_id', [...companyIds])
    .orderBy(['g.valid_until', 'g.id'])) as Row[];
  return rows.map(toGrant);
}

export async function findGrant(trx: Trx, id: string): Promise<VoucherGrant | undefined> {
  const row = (await grants(trx).where('g.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toGrant(row);
}

export async function findProgrammes(trx: Trx, now: Date): Promise<Programme[]> {
  const rows = (await trx('voucher_programmes as p')
    .join('regions', 'regions.code', 'p.region_code')
    .where('p.valid_from', '<=', now)
    .where('p.valid_until', '>', now)
    .orderBy(['p.region_code', 'p.version'])
    .select('p.*', 'p.name as programme_name', 'regions.name as region_name')) as Row[];
  return rows.map((row) => toProgramme(row, 'id', row['valid_until']));
}

/** Freezes by one guarded statement; false where the voucher does not hold enough or has ended. */
export async function freezeFen(trx: Trx, id: string, fen: number, now: Date): Promise<boolean> {
  const changed = await trx('voucher_grants')
    .where({ id })
    .where('left_fen', '>=', fen)
    .where('valid_until', '>', now)
    .update({
      left_fen: trx.raw('left_fen - ?', [fen]),
      frozen_fen: trx.raw('frozen_fen + ?', [fen]),
    });
  return changed === 1;
}

/** A release goes to what is left, or to what lapsed once the voucher has ended. */
export async function releaseFen(
  trx: Trx,
  id: string,
  fen: number,
  to: 'left' | 'lapsed',
): Promise<void> {
  await trx('voucher_grants')
    .where({ id })
    .update({
      frozen_fen: trx.raw('frozen_fen - ?', [fen]),
      [`${to}_fen`]: trx.raw(`${to}_fen + ?`, [fen]),
    });
}

export async function spendFen(trx: Trx, id: string, fen: number): Promise<void> {
  await trx('voucher_grants')
    .where({ id })
    .update({
      frozen_fen: trx.raw('frozen_fen - ?', [fen]),
      used_fen: trx.raw('used_fen + ?', [fen]),
    });
}

export interface VoucherUse {
  id: string;
  grantId: string;
  amountFen: number;
}

export async function insertUse(
  trx: Trx,
  use: VoucherUse & { bookingId: string; at: Date },
): Promise<void> {
  await trx('voucher_uses').insert({
    id: use.id,
    grant_id: use.grantId,
    booking_id: use.bookingId,
    state: 'frozen',
    amount_fen: use.amountFen,
    frozen_at: use.at,
  });
}

/** The frozen use of a booking, locked until the transaction ends. */
export async function lockFrozenUse(trx: Trx, bookingId: string): Promise<VoucherUse | undefined> {
  const row = (await trx('voucher_uses')
    .where({ booking_id: bookingId, state: 'frozen' })
    .forUpdate()
    .first()) as { id: string; grant_id: string; amount_fen: number } | undefined;
  return row === undefined
    ? undefined
    : { id: row.id, grantId: row.grant_id, amountFen: row.amount_fen };
}

export async function endUse(
  trx: Trx,
  id: string,
  state: 'used' | 'released',
  at: Date,
): Promise<void> {
  await trx('voucher_uses').where({ id }).update({ state, settled_at: at });
}
