import type { Deps } from '../../bff/src/deps.ts';
import { postTransfer } from '../../bff/src/features/ledger/index.ts';
import { type BookingRules, DEFAULT_RULES } from '../../bff/src/features/instruments/index.ts';
import { loadConcepts, refreshDocuments } from '../../bff/src/features/search/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';

/** Instruments of the small province; `sem` is what most tests book. */
export const INSTRUMENTS = {
  sem: 'INSTRUMENTSEM',
  free: 'INSTRUMENTFREE',
  twin: 'INSTRUMENTTWIN',
  sibling: 'INSTRUMENTSIBLING',
  foreign: 'INSTRUMENTFOREIGN',
} as const;

const UNITS = [
  ['UNITOWN', '33OWN', '钱塘理工大学', '330100'],
  ['UNITSIBLING', '33SIB', '西溪先进材料研究院', '330100'],
  ['UNITFOREIGN', '31FOR', '浦江测试大学', '310100'],
] as const;

const USERS: readonly [id: string, name: string, unit: string | null, company: string | null][] = [
  ['researcher', '陈思远', 'UNITOWN', null],
  ['researcher-2', '何雨桐', 'UNITSIBLING', null],
  ['researcher-foreign', '顾南舟', 'UNITFOREIGN', null],
  ['company', '周明远', null, 'COMPANYOWN'],
  ['company-2', '沈若兰', null, 'COMPANYSIBLING'],
  ['operator', '王海宁', 'UNITOWN', null],
  ['operator-sibling-crew', '林知夏', 'UNITOWN', null],
  ['operator-foreign', '许临川', 'UNITFOREIGN', null],
  ['unit-admin', '赵云舒', 'UNITOWN', null],
  ['unit-admin-2', '钱牧之', 'UNITSIBLING', null],
  ['authority', '孙怀瑾', null, null],
  ['authority-foreign', '李景行', null, null],
  ['expert', '吴清和', null, null],
  ['auditor', '郑守拙', null, null],
  ['auditor-region', '冯见微', null, null],
  ['auditor-foreign', '褚闻道', null, null],
  ['platform-admin', '卫长风', null, null],
];

const HOLDINGS: readonly [user: string, role: string, kind: string, scope: string][] = [
  ['researcher', 'researcher', 'group', 'GROUPOWN'],
  ['researcher-2', 'researcher', 'group', 'GROUPSIBLING'],
  ['researcher-foreign', 'researcher', 'unit', 'UNITFOREIGN'],
  ['company', 'researcher', 'company', 'COMPANYOWN'],
  ['company', 'company_officer', 'company', 'COMPANYOWN'],
  ['company-2', 'researcher', 'company', 'COMPANYSIBLING'],
  ['company-2', 'company_officer', 'company', 'COMPANYSIBLING'],
  ['operator', 'operator', 'crew', 'CREWOWN'],
  ['operator-sibling-crew', 'operator', 'crew', 'CREWOTHER'],
  ['operator-foreign', 'operator', 'crew', 'CREWFOREIGN'],
  ['unit-admin', 'unit_admin', 'unit', 'UNITOWN'],
  ['unit-admin-2', 'unit_admin', 'unit', 'UNITSIBLING'],
  ['authority', 'authority', 'region', '330000'],
  ['authority-foreign', 'authority', 'region', '310000'],
  ['expert', 'expert', 'platform', 'platform'],
  ['auditor', 'auditor', 'platform', 'platform'],
  ['auditor-region', 'auditor', 'region', '330100'],
  ['auditor-foreign', 'auditor', 'region', '310000'],
  ['platform-admin', 'platform_admin', 'platform', 'platform'],
];

/** Open around the clock, no lead time: tests choose what to forbid. */
export const OPEN_RULES: BookingRules = {
  ...DEFAULT_RULES,
  openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
  closedOnHolidays: false,
  leadMinutes: 0,
};

interface Planted {
  id: string;
  unit: string;
  crew: string | null;
  name: string;
  maker: string;
  model: string;
  classCode: string;
  stations: number;
  rules: BookingRules;
}

const PLANTED: readonly Planted[] = [
  {
    id: INSTRUMENTS.sem,
    unit: 'UNITOWN',
    crew: 'CREWOWN',
    name: '场发射扫描电子显微镜',
    maker: 'Zeiss',
    model: 'GeminiSEM 300',
    classCode: '010103',
    stations: 1,
    rules: OPEN_RULES,
  },
  {
    id: INSTRUMENTS.free,
    unit: 'UNITOWN',
    crew: 'CREWOWN',
    name: 'X 射线衍射仪',
    maker: 'Rigaku',
    model: 'SmartLab',
    classCode: '010201',
    stations: 1,
    rules: { ...OPEN_RULES, approval: 'none' },
  },
  {
    id: INSTRUMENTS.twin,
    unit: 'UNITOWN',
    crew: 'CREWOWN',
    name: '管式炉',
    maker: 'Nabertherm',
    model: 'RHTH 80',
    classCode: '010301',
    stations: 2,
    rules: { ...OPEN_RULES, approval: 'none' },
  },
  {
    id: INSTRUMENTS.sibling,
    unit: 'UNITSIBLING',
    crew: null,
    name: '三维白光干涉轮廓仪',
    maker: 'Bruker',
    model: 'ContourX-500',
    classCode: '010103',
    stations: 1,
    rules: DEFAULT_RULES,
  },
  {
    id: INSTRUMENTS.foreign,
    unit: 'UNITFOREIGN',
    crew: 'CREWFOREIGN',
    name: '原子力显微镜',
    maker: 'Bruker',
    model: 'Dimension Icon',
    classCode: '010103',
    stations: 1,
    rules: OPEN_RULES,
  },
];

/** Prices in fen by user kind: self-use hour, crew hour, start-up fee. */
const PRICES = {
  own_group: [6_000, 12_000, 0],
  own_unit: [12_000, 20_000, 0],
  academic: [24_000, 32_000, 5_000],
  company: [36_000, 48_000, 10_000],
} as const;

async function plantPlaces(deps: Deps): Promise<void> {
  const { db } = deps;
  await db('regions').insert(
    [
      ['330000', null, '浙江省', 'Zhejiang'],
      ['330100', '330000', '杭州市', 'Hangzhou'],
      ['310000', null, '上海市', 'Shanghai'],
      ['310100', '310000', '上海市区', 'Shanghai City'],
    ].map(([code, parent, name, english]) => ({
      code,
      parent_code: parent,
      name,
      name_en: english,
      lat: 30.27,
      lon: 120.15,
    })),
  );
  await db('units').insert(
    UNITS.map(([id, code, name, region]) => ({
      id,
      code,
      name,
      name_en: `${name} (en)`,
      short_name: name.slice(0, 4),
      kind: 'university',
      region_code: region,
      city_code: region,
      address: '学院路 1 号',
      lat: 30.27,
      lon: 120.15,
    })),
  );
  await db('crews').insert([
    { id: 'CREWOWN', unit_id: 'UNITOWN', name: '材料表征中心' },
    { id: 'CREWOTHER', unit_id: 'UNITOWN', name: '生命科学平台' },
    { id: 'CREWFOREIGN', unit_id: 'UNITFOREIGN', name: '分析测试中心' },
  ]);
  await db('companies').insert([
    { id: 'COMPANYOWN', code: '91330100A', name: '杭州新曜光电有限公司', region_code: '330100' },
    {
      id: 'COMPANYSIBLING',
      code: '91330100B',
      name: '瓯越生物科技有限公司',
      region_code: '330300',
    },
  ]);
}

async function plantPeople(deps: Deps): Promise<void> {
  const { db } = deps;
  const now = deps.clock.now();
  await db('users').insert(
    USERS.map(([persona, name, unit, company]) => ({
      id: `USER${persona.toUpperCase()}`,
      persona,
      name,
      unit_id: unit,
      company_id: company,
      created_at: now,
    })),
  );
  await db('research_groups').insert([
    { id: 'GROUPOWN', unit_id: 'UNITOWN', name: '薄膜光电课题组', principal_id: 'USERRESEARCHER' },
    { id: 'GROUPSIBLING', unit_id: 'UNITSIBLING', name: '催化课题组', principal_id: null },
  ]);
  await db('role_grants').insert(
    HOLDINGS.map(([user, role, kind, scope], index) => ({
      id: `GRANT${String(index).padStart(3, '0')}`,
      user_id: `USER${user.toUpperCase()}`,
      role,
      scope_kind: kind,
      scope_id: scope,
      granted_at: now,
    })),
  );
}

async function plantInstruments(deps: Deps): Promise<void> {
  const { db } = deps;
  const now = deps.clock.now();
  await db('instrument_classes').insert([
    { code: '010000', name: '分析仪器', level: 1, parent_code: null },
    { code: '010100', name: '电子光学仪器', level: 2, parent_code: '010000' },
    { code: '010103', name: '扫描电镜', level: 3, parent_code: '010100' },
    { code: '010201', name: 'X射线衍射仪', level: 3, parent_code: '010100' },
    { code: '010301', name: '热处理设备', level: 3, parent_code: '010100' },
  ]);
  await db('class_aliases').insert([
    { class_code: '010103', alias: 'SEM' },
    { class_code: '010103', alias: 'FESEM' },
    { class_code: '010201', alias: 'XRD' },
  ]);
  for (const [index, one] of PLANTED.entries()) {
    await db('instruments').insert({
      id: one.id,
      code: `8004${String(index).padStart(8, '0')}`,
      unit_id: one.unit,
      crew_id: one.crew,
      group_id: null,
      class_code: one.classCode,
      inner_code: `E${index}`,
      name: one.name,
      name_en: 'Instrument of the tests',
      maker: one.maker,
      model: one.model,
      description: '用于材料表面微观形貌观察',
      parameters: JSON.stringify([{ name: '分辨率', value: '0.7 nm' }]),
      room: 'A 座 103 室',
      address: '学院路 1 号',
      lat: 30.27,
      lon: 120.15,
      commissioned_on: '2021-05-01',
      original_value_fen: 412_000_000,
      status: 'open',
      takes_time: true,
      takes_samples: false,
      accepts_vouchers: true,
      created_at: now,
      updated_at: now,
    });
    await db('stations').insert(
      Array.from({ length: one.stations }, (_, position) => ({
        id: `${one.id}S${position + 1}`.slice(0, 26),
        instrument_id: one.id,
        position: position + 1,
        name: `工位 ${position + 1}`,
      })),
    );
    await db('booking_rules').insert({
      instrument_id: one.id,
      version: 1,
      rules: JSON.stringify(one.rules),
      created_at: now,
    });
    await plantPrices(deps, one.id);
  }
}

async function plantPrices({ db }: Deps, instrumentId: string): Promise<void> {
  const id = `PRICES${instrumentId}`.slice(0, 26);
  await db('price_lists').insert({
    id,
    instrument_id: instrumentId,
    charging_mode: 'reservation',
    off_peak: '[]',
    valid_from: '2020-01-01',
  });
  const items = Object.entries(PRICES).flatMap(([kind, [self, crew, startUp]]) => [
    [kind, 'machine_hour', '自己上机', self] as const,
    [kind, 'crew_hour', '机组代测', crew] as const,
    [kind, 'start_up', '开机费', startUp] as const,
  ]);
  await db('price_items').insert(
    items.map(([kind, item, name, fen], position) => ({
      price_list_id: id,
      position,
      user_kind: kind,
      item,
      name,
      unit_fen: fen,
    })),
  );
}

/** Puts money into a prepaid account, by the ledger. */
export async function topUp(
  deps: Deps,
  payer: { kind: 'group' | 'company' | 'person'; id: string },
  unitId: string,
  fen: number,
): Promise<void> {
  await inTransaction(deps, (trx) =>
    postTransfer(deps, trx, {
      kind: 'top_up',
      actorId: null,
      reason: 'planted',
      legs: [
        { account: { kind: 'unit_cash', unitId }, amountFen: -fen },
        {
          account: { kind: 'prepaid', payerKind: payer.kind, payerId: payer.id, unitId },
          amountFen: fen,
        },
      ],
    }),
  );
}

/** Grants a company a voucher of the province, by the ledger. */
export async function grantVoucher(
  deps: Deps,
  id: string,
  companyId: string,
  quotaFen: number,
  validUntil = '2026-12-31T16:00:00.000Z',
): Promise<void> {
  await deps.db('voucher_grants').insert({
    id,
    programme_id: 'PROGRAMME',
    company_id: companyId,
    quota_fen: quotaFen,
    left_fen: quotaFen,
    valid_until: new Date(validUntil),
    granted_at: deps.clock.now(),
  });
  await inTransaction(deps, (trx) =>
    postTransfer(deps, trx, {
      kind: 'grant',
      actorId: null,
      reason: 'planted',
      legs: [
        { account: { kind: 'programme', programmeId: 'PROGRAMME' }, amountFen: -quotaFen },
        { account: { kind: 'grant', grantId: id, companyId }, amountFen: quotaFen },
      ],
    }),
  );
}

/** A province small enough to know by heart: own, sibling and foreign unit, one person per role. */
export async function plantSmallProvince(deps: Deps): Promise<void> {
  await plantPlaces(deps);
  await plantPeople(deps);
  await plantInstruments(deps);
  await deps.db('voucher_programmes').insert({
    id: 'PROGRAMME',
    region_code: '330000',
    year: 2026,
    name: '浙江省创新券 2026',
    name_en: 'Zhejiang innovation voucher 2026',
    mode: 'direct',
    rules: JSON.stringify({
      sharePercent: 50,
      fullUpToFen: 0,
      capPerApplicationFen: 2_000_000,
      capPerCompanyYearFen: 10_000_000,
      unitRegionPrefix: '33',
    }),
    version: 1,
    valid_from: new Date('2026-01-01T00:00:00Z'),
    valid_until: new Date('2026-12-31T16:00:00Z'),
  });
  await grantVoucher(deps, 'VOUCHEROWN', 'COMPANYOWN', 3_600_000);
  await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITOWN', 1_000_000);
  await topUp(deps, { kind: 'group', id: 'GROUPSIBLING' }, 'UNITOWN', 1_000_000);
  await topUp(deps, { kind: 'company', id: 'COMPANYOWN' }, 'UNITOWN', 1_000_000);
  await topUp(deps, { kind: 'company', id: 'COMPANYSIBLING' }, 'UNITOWN', 1_000_000);
  await loadConcepts(deps);
  await refreshDocuments(deps, deps.db, Object.values(INSTRUMENTS));
}
