import type { Trx } from '../../infra/database.ts';
import type { VoucherGrant } from './repository.ts';

/** A grant with the row that counts towards its company's cap of the year; all moves write both. */
const WITH_CAP = `voucher_grants g
  join voucher_programmes p on p.id = g.programme_id
  join voucher_year_caps c
    on c.company_id = g.company_id and c.region_code = p.region_code and c.year = p.year`;

async function moveBoth(trx: Trx, sql: string, values: readonly unknown[]): Promise<boolean> {
  const [result] = (await trx.raw(sql, values as string[])) as [{ affectedRows: number }];
  return result.affectedRows === 2;
}

/** Plants the row of the company's cap where there is none yet. */
export async function insertYearCap(
  trx: Trx,
  companyId: string,
  programme: { regionCode: string; year: number },
): Promise<void> {
  await trx('voucher_year_caps')
    .insert({
      company_id: companyId,
      region_code: programme.regionCode,
      year: programme.year,
      used_fen: 0,
    })
    .onConflict()
    .ignore();
}

/** Counts a grant towards the company's cap of the year, in one guarded statement; false where it would pass `mostFen`. */
export async function countGrant(
  trx: Trx,
  companyId: string,
  { regionCode, year }: { regionCode: string; year: number },
  fen: number,
  mostFen: number,
): Promise<boolean> {
  const changed = await trx('voucher_year_caps')
    .where({ company_id: companyId, region_code: regionCode, year })
    .where('granted_fen', '<=', mostFen - fen)
    .update({ granted_fen: trx.raw('granted_fen + ?', [fen]) });
  return changed === 1;
}

/**
 * Freezes by one guarded statement on voucher and cap; false where either holds too little or the
 * voucher has ended.
 */
export async function freezeFen(
  trx: Trx,
  grant: VoucherGrant,
  fen: number,
  now: Date,
): Promise<boolean> {
  return await moveBoth(
    trx,
    `update ${WITH_CAP}
        set g.left_fen = g.left_fen - ?, g.frozen_fen = g.frozen_fen + ?, c.used_fen = c.used_fen + ?
      where g.id = ? and g.left_fen >= ? and g.valid_until > ? and c.used_fen + ? <= ?`,
    [fen, fen, fen, grant.id, fen, now, fen, grant.programme.rules.capPerCompanyYearFen],
  );
}

/** A release goes to what is left, or to what lapsed once the voucher has ended. */
export async function releaseFen(
  trx: Trx,
  grantId: string,
  fen: number,
  to: 'left' | 'lapsed',
): Promise<boolean> {
  return await moveBoth(
    trx,
    `update ${WITH_CAP}
        set g.frozen_fen = g.frozen_fen - ?, g.${to}_fen = g.${to}_fen + ?, c.used_fen = c.used_fen - ?
      where g.id = ? and g.frozen_fen >= ?`,
    [fen, fen, fen, grantId, fen],
  );
}

/** What was frozen is spent; it counted towards the cap from the freeze on. */
export async function spendFen(trx: Trx, grantId: string, fen: number): Promise<boolean> {
  const changed = await trx('voucher_grants')
    .where({ id: grantId })
    .where('frozen_fen', '>=', fen)
    .update({
      frozen_fen: trx.raw('frozen_fen - ?', [fen]),
      used_fen: trx.raw('used_fen + ?', [fen]),
    });
  return changed === 1;
}

/** What is left of an ended voucher lapses; false where it is another sum by now. */
export async function lapseFen(
  trx: Trx,
  grantId: string,
  leftFen: number,
  now: Date,
): Promise<boolean> {
  const changed = await trx('voucher_grants')
    .where({ id: grantId, left_fen: leftFen })
    .where('valid_until', '<=', now)
    .update({ left_fen: 0, lapsed_fen: trx.raw('lapsed_fen + ?', [leftFen]) });
  return changed === 1;
}

/** Ended vouchers that still hold something, the oldest first. */
export async function findEnded(
  trx: Trx,
  now: Date,
  limit: number,
): Promise<{ id: string; companyId: string; programmeId: string; leftFen: number }[]> {
  const rows = (await trx('voucher_grants')
    .where('valid_until', '<=', now)
    .where('left_fen', '>', 0)
    .orderBy(['valid_until', 'id'])
    .limit(limit)) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    companyId: String(row['company_id']),
    programmeId: String(row['programme_id']),
    leftFen: Number(row['left_fen']),
  }));
}
