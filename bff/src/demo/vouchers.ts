import type { Trx } from '../infra/database.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { DAY, later } from '../infra/clock.ts';
import { toJson } from '../infra/database.ts';
import type { Personas } from './personas.ts';
import type { Grant, Programme, Purse } from './purse.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const YUAN = 100;

type Row = readonly [
  region: string,
  place: string,
  placeEn: string,
  mode: 'claim' | 'direct',
  sharePercent: number,
  fullUpToYuan: number,
  capPerApplicationYuan: number,
  capPerYearYuan: number,
  unitRegionPrefix: string,
];

/** Programmes in the manner of public ones; Yuhuan's figures are those of its public notice. */
const PROGRAMMES: readonly Row[] = [
  ['330000', '浙江省', 'Zhejiang', 'direct', 40, 0, 100_000, 200_000, '33'],
  ['330100', '杭州市', 'Hangzhou', 'direct', 50, 0, 50_000, 200_000, '33'],
  ['330200', '宁波市', 'Ningbo', 'direct', 50, 0, 30_000, 150_000, '33'],
  ['330300', '温州市', 'Wenzhou', 'claim', 30, 0, 30_000, 100_000, '33'],
  ['330600', '绍兴市', 'Shaoxing', 'direct', 50, 2_000, 20_000, 100_000, '33'],
  ['331083', '玉环市', 'Yuhuan', 'claim', 50, 10_000, 20_000, 100_000, '3310'],
];

/** The last instant of a year in the province, UTC+8. */
const endOf = (year: number) => new Date(Date.UTC(year, 11, 31, 16) - 1);

export function programmesOf(newId: () => string, now: Date): Programme[] {
  const year = later(now, 8 * 3_600_000).getUTCFullYear();
  const make = (row: Row, inYear: number): Programme => {
    const [
      regionCode,
      place,
      placeEn,
      mode,
      sharePercent,
      fullUpTo,
      perApplication,
      perYear,
      prefix,
    ] = row;
    return {
      id: newId(),
      regionCode,
      year: inYear,
      name: `${place}创新券 ${String(inYear)}`,
      nameEn: `${placeEn} innovation voucher ${String(inYear)}`,
      mode,
      rules: {
        sharePercent,
        fullUpToFen: fullUpTo * YUAN,
        capPerApplicationFen: perApplication * YUAN,
        capPerCompanyYearFen: perYear * YUAN,
        unitRegionPrefix: prefix,
      },
      validFrom: new Date(endOf(inYear - 1).getTime() + 1),
      validUntil: endOf(inYear),
    };
  };
  return [
    ...PROGRAMMES.map((row) => make(row, year)),
    ...PROGRAMMES.slice(0, 2).map((row) => make(row, year - 1)),
  ];
}

/** Vouchers of the companies: many have one or two, some have none, some let last year's end unused. */
export function grantsOf(
  world: World,
  programmes: readonly Programme[],
  personas: Personas,
  random: Random,
  newId: () => string,
  now: Date,
): Grant[] {
  const grant = (programme: Programme, companyId: string, yuan: number): Grant => {
    const hasEnded = programme.validUntil <= now;
    const granted = hasEnded
      ? later(programme.validFrom, 100 * DAY)
      : new Date(Math.max(later(now, -110 * DAY).getTime(), programme.validFrom.getTime()));
    return {
      id: newId(),
      programme,
      companyId,
      leftFen: hasEnded ? 0 : yuan * YUAN,
      frozenFen: 0,
      usedFen: 0,
      lapsedFen: hasEnded ? yuan * YUAN : 0,
      grantedAt: granted,
    };
  };
  const find = (name: string, isLast = false) =>
    programmes.find(
      (one) =>
        one.name.startsWith(name) && one.year === (programmes[0]?.year ?? 0) - (isLast ? 1 : 0),
    );
  const [province, hangzhou, yuhuan] = [find('浙江省'), find('杭州市'), find('玉环市')];
  const ended = find('浙江省', true);
  if (!province || !hangzhou || !yuhuan || !ended) throw new Error('programmes are missing');
  const first = personas.companyHome.id;
  const second = personas.company2Home.id;
  return [
    grant(hangzhou, first, 36_000),
    grant(province, first, 260),
    grant(yuhuan, first, 8_000),
    grant(ended, first, 20_000),
    grant(yuhuan, second, 20_000),
    grant(province, second, 30_000),
    ...world.companies.slice(2).flatMap((company) => {
      if (random.chance(0.35)) return [];
      const local = programmes.find(
        ({ regionCode, validUntil }) =>
          validUntil > now &&
          (regionCode === company.regionCode ||
            (regionCode.endsWith('00') &&
              regionCode !== '330000' &&
              regionCode.slice(0, 4) === company.regionCode.slice(0, 4))),
      );
      return [
        ...(local === undefined ? [] : [grant(local, company.id, random.int(5, 40) * 1_000)]),
        ...(random.chance(0.5) ? [grant(province, company.id, random.int(5, 60) * 1_000)] : []),
        ...(random.chance(0.3) ? [grant(ended, company.id, random.int(5, 30) * 1_000)] : []),
      ];
    }),
  ];
}

/** What a company has left is shown to visitors, so its use is added to the grant afterwards. */
export function quotaOf(grant: Grant): number {
  return grant.leftFen + grant.frozenFen + grant.usedFen + grant.lapsedFen;
}

/** Brings the vouchers of the tour back to the sums it shows: what was spent had been granted too. */
export function restoreShown(purse: Purse, personas: Personas): void {
  for (const grant of purse.grants) {
    if (grant.companyId !== personas.companyHome.id || grant.lapsedFen > 0) continue;
    const shown = grant.programme.name.startsWith('杭州市') ? 36_000 : 260;
    if (grant.programme.regionCode !== '331083') grant.leftFen = shown * YUAN;
  }
}

export async function writeVouchers(
  trx: Trx,
  programmes: readonly Programme[],
  grants: readonly Grant[],
): Promise<void> {
  await insertRows(
    trx,
    'voucher_programmes',
    programmes.map((one) => ({
      id: one.id,
      region_code: one.regionCode,
      year: one.year,
      name: one.name,
      name_en: one.nameEn,
      mode: one.mode,
      rules: toJson(one.rules),
      version: 1,
      valid_from: one.validFrom,
      valid_until: one.validUntil,
    })),
  );
  await insertRows(
    trx,
    'voucher_grants',
    grants.map((grant) => ({
      id: grant.id,
      programme_id: grant.programme.id,
      company_id: grant.companyId,
      quota_fen: quotaOf(grant),
      left_fen: grant.leftFen,
      frozen_fen: grant.frozenFen,
      used_fen: grant.usedFen,
      lapsed_fen: grant.lapsedFen,
      valid_until: grant.programme.validUntil,
      granted_at: grant.grantedAt,
    })),
  );
  await insertRows(trx, 'voucher_year_caps', yearCaps(grants));
}

/** What each company has frozen and used of a region's vouchers of one year. */
function yearCaps(grants: readonly Grant[]): Record<string, string | number>[] {
  const caps = new Map<
    string,
    { row: Record<string, string | number>; usedFen: number; grantedFen: number }
  >();
  for (const grant of grants) {
    const { companyId, programme, frozenFen, usedFen } = grant;
    const key = `${companyId} ${programme.regionCode} ${String(programme.year)}`;
    const row = {
      company_id: companyId,
      region_code: programme.regionCode,
      year: programme.year,
    };
    const before = caps.get(key) ?? { usedFen: 0, grantedFen: 0 };
    caps.set(key, {
      row,
      usedFen: before.usedFen + frozenFen + usedFen,
      grantedFen: before.grantedFen + quotaOf(grant),
    });
  }
  return [...caps.values()].map(({ row, usedFen, grantedFen }) => ({
    ...row,
    used_fen: usedFen,
    granted_fen: grantedFen,
  }));
}

/** One application that waits, one that was granted, and one that was not. */
export async function writeApplications(
  trx: Trx,
  purse: Purse,
  personas: Personas,
  judgeId: string | undefined,
  newId: () => string,
  now: Date,
): Promise<void> {
  const { company, companyHome, company2, company2Home } = personas;
  const grantIn = (companyId: string, region: string) =>
    purse.grants.find(
      (one) =>
        one.companyId === companyId &&
        one.programme.regionCode === region &&
        one.programme.validUntil > now,
    );
  const province = grantIn(companyHome.id, '330000');
  const yuhuan = grantIn(company2Home.id, '331083');
  if (province === undefined || yuhuan === undefined) throw new Error('vouchers are missing');
  const decided = (grant: Grant, days: number, reason: string | null) => ({
    id: newId(),
    programme_id: grant.programme.id,
    company_id: grant.companyId,
    applied_at: later(grant.grantedAt, -days * DAY),
    decided_at: grant.grantedAt,
    decided_by: judgeId ?? null,
    reason,
    open_key: null,
    service_kind: 'time',
  });
  await insertRows(trx, 'voucher_applications', [
    {
      ...decided(yuhuan, 4, null),
      applicant_id: company2.id,
      asked_fen: quotaOf(yuhuan),
      purpose: '阀体铸件的断口与夹杂物分析，用于出口订单的失效排查。',
      state: 'approved',
      granted_fen: quotaOf(yuhuan),
      grant_id: yuhuan.id,
    },
    {
      ...decided(province, 3, '用途写得太宽，请写明样品和检测项目后再申请。'),
      decided_at: later(now, -20 * DAY),
      applied_at: later(now, -24 * DAY),
      applicant_id: company.id,
      asked_fen: 50_000 * YUAN,
      purpose: '新产品研发。',
      state: 'rejected',
      granted_fen: null,
      grant_id: null,
    },
    {
      ...decided(province, 0, null),
      decided_at: null,
      decided_by: null,
      applied_at: later(now, -2 * DAY),
      applicant_id: company.id,
      asked_fen: 20_000 * YUAN,
      purpose: '负极涂层截面的形貌与元素分布，六个配方各三件样品。',
      state: 'open',
      open_key: `${province.programme.id} ${companyHome.id}`,
      granted_fen: null,
      grant_id: null,
    },
  ]);
}
