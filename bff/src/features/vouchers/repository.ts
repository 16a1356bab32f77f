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
  validFrom: Date;
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
  /** What the company's cap of the year leaves, whichever of the region's vouchers it is of. */
  yearLeftFen: number;
  hasYearCap: boolean;
  validUntil: Date;
}

type Row = Record<string, unknown>;

export const toProgramme = (row: Row, id: 'id' | 'programme_id'): Programme => ({
  id: String(row[id]),
  validFrom: row['valid_from'] as Date,
  name: String(row['programme_name']),
  nameEn: String(row['name_en']),
  regionCode: String(row['region_code']),
  regionName: String(row['region_name']),
  year: Number(row['year']),
  mode: row['mode'] as Programme['mode'],
  rules: fromJson(row['rules']),
  validUntil: row['programme_valid_until'] as Date,
});

function toGrant(row: Row): VoucherGrant {
  const programme = toProgramme(row, 'programme_id');
  return {
    id: String(row['id']),
    programme,
    companyId: String(row['company_id']),
    companyName: String(row['company_name']),
    controlledByUnitId: row['controlled_by_unit_id'] as string | null,
    quotaFen: Number(row['quota_fen']),
    leftFen: Number(row['left_fen']),
    frozenFen: Number(row['frozen_fen']),
    usedFen: Number(row['used_fen']),
    lapsedFen: Number(row['lapsed_fen']),
    yearLeftFen: Math.max(
      0,
      programme.rules.capPerCompanyYearFen - Number(row['year_used_fen'] ?? 0),
    ),
    hasYearCap: row['year_used_fen'] !== null,
    validUntil: row['valid_until'] as Date,
  };
}

/** A voucher or an application for one, `v`, with its programme, company, region and cap of the year. */
export const withProgramme = (trx: Trx, table: 'voucher_grants' | 'voucher_applications') =>
  trx(`${table} as v`)
    .join('voucher_programmes as p', 'p.id', 'v.programme_id')
    .join('companies as c', 'c.id', 'v.company_id')
    .join('regions', 'regions.code', 'p.region_code')
    .leftJoin('voucher_year_caps as y', (cap) => {
      void cap
        .on('y.company_id', 'v.company_id')
        .andOn('y.region_code', 'p.region_code')
        .andOn('y.year', 'p.year');
    })
    .select(
      'v.*',
      'p.name as programme_name',
      'p.name_en',
      'p.region_code',
      'p.year',
      'p.mode',
      'p.rules',
      'p.valid_from',
      'p.valid_until as programme_valid_until',
      'c.name as company_name',
      'regions.name as region_name',
      'y.used_fen as year_used_fen',
      'y.granted_fen as year_granted_fen',
    );

const grants = (trx: Trx) => withProgramme(trx, 'voucher_grants').select('c.controlled_by_unit_id');

/** The vouchers of some companies, the one that ends first on top. */
export async function findGrants(trx: Trx, companyIds: readonly string[]): Promise<VoucherGrant[]> {
  if (companyIds.length === 0) return [];
  const rows = (await grants(trx)
    .whereIn('v.company_id', [...companyIds])
    .orderBy(['v.valid_until', 'v.id'])) as Row[];
  return rows.map(toGrant);
}

export async function findGrant(trx: Trx, id: string): Promise<VoucherGrant | undefined> {
  const row = (await grants(trx).where('v.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toGrant(row);
}

export async function findProgramme(trx: Trx, id: string): Promise<Programme | undefined> {
  const row = (await programmes(trx).where('p.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toProgramme(row, 'id');
}

const programmes = (trx: Trx) =>
  trx('voucher_programmes as p')
    .join('regions', 'regions.code', 'p.region_code')
    .select('p.*', 'p.name as programme_name', 'p.valid_until as programme_valid_until')
    .select('regions.name as region_name');

export async function findProgrammes(trx: Trx, now: Date): Promise<Programme[]> {
  const rows = (await programmes(trx)
    .where('p.valid_from', '<=', now)
    .where('p.valid_until', '>', now)
    .orderBy(['p.region_code', 'p.version'])) as Row[];
  return rows.map((row) => toProgramme(row, 'id'));
}

export async function insertGrant(
  trx: Trx,
  grant: {
    id: string;
    programmeId: string;
    companyId: string;
    quotaFen: number;
    validUntil: Date;
    grantedAt: Date;
  },
): Promise<void> {
  await trx('voucher_grants').insert({
    id: grant.id,
    programme_id: grant.programmeId,
    company_id: grant.companyId,
    quota_fen: grant.quotaFen,
    left_fen: grant.quotaFen,
    valid_until: grant.validUntil,
    granted_at: grant.grantedAt,
  });
}
