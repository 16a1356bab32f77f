import { columnOf } from '../../bff/src/features/instruments/domain/import-columns.ts';
import { corpusRow } from '../../bff/src/features/instruments/domain/corpus-row.ts';
import { classGuesser } from '../../bff/src/features/instruments/domain/guess-class.ts';
import { wordsOfImportError } from '../../bff/src/features/instruments/domain/import-errors.ts';
import { decideRow } from '../../bff/src/features/instruments/domain/import-row.ts';
import { DEFAULT_RULES } from '../../bff/src/features/instruments/domain/rules.ts';

const CODES = new Set(['010102']);

const least = {
  inner_code: '20210001',
  name: '扫描电镜',
  class_code: '010102',
  maker: 'Zeiss',
  model: 'Sigma 300',
};

const read = (cells: Record<string, unknown> = {}) => decideRow(7, { ...least, ...cells }, CODES);

function instrumentOf(cells: Record<string, unknown>) {
  const decision = read(cells);
  if (!decision.ok) throw new Error(JSON.stringify(decision.errors));
  return decision.instrument;
}

test('the least row gets the rules that hold where an instrument says nothing', () => {
  const instrument = instrumentOf({});
  expect(instrument.rules).toEqual(DEFAULT_RULES);
  expect(instrument).toMatchObject({ status: 'open', stations: 1, takesTime: true, nameEn: null });
  expect(instrument.prices).toMatchObject({ chargingMode: 'reservation', items: [], offPeak: [] });
});

test.each([
  ['仪器名称', 'name'],
  ['仪器名称*', 'name'],
  ['原值（元）', 'original_value'],
  ['自己上机-企业', 'machine_hour_company'],
  ['开机费-本课题组（元/次）', 'start_up_own_group'],
  [' INNER_CODE ', 'inner_code'],
  ['\uFEFF单位代码', 'unit_code'],
  ['备注', undefined],
])('the header %j means %j', (header, column) => {
  expect(columnOf(header)).toBe(column);
});

test('a whole row is read into rules and prices', () => {
  const instrument = instrumentOf({
    opening_hours: '1-5 08:30-12:00; 1-5 13:30-17:30；6 09:00–12:00',
    closed_on_holidays: '否',
    grid_minutes: '15',
    max_minutes: '240',
    approval: '都要',
    accepted_user_kinds: 'academic, own_unit',
    machine_hour_own_group: '0',
    machine_hour_company: '¥1,360.50',
    test_items: '形貌照片 10 张=40/60/-/150; 能谱=200',
    off_peak: '17:30-21:30 20%',
    status: '维修',
    original_value: 4_120_000,
    commissioned_on: new Date('2021-04-16T00:00:00.000Z'),
    parameters: { 分辨率: '0.7 nm', 层数: 3 },
    lat: '30.27',
    lon: '120.15',
  });
  expect(instrument.rules.openingHours).toHaveLength(11);
  expect(instrument.rules).toMatchObject({
    closedOnHolidays: false,
    gridMinutes: 15,
    approval: 'all',
    acceptedUserKinds: ['own_unit', 'academic'],
  });
  expect(
    instrument.prices.items.map(({ item, userKind, unitFen }) => [item, userKind, unitFen]),
  ).toEqual([
    ['machine_hour', 'own_group', 0],
    ['machine_hour', 'company', 136_050],
    ['sample', 'own_group', 4_000],
    ['sample', 'own_unit', 6_000],
    ['sample', 'company', 15_000],
    ['sample', 'own_group', 20_000],
    ['sample', 'own_unit', 20_000],
    ['sample', 'academic', 20_000],
    ['sample', 'company', 20_000],
  ]);
  expect(instrument).toMatchObject({
    status: 'repair',
    originalValueFen: 412_000_000,
    commissionedOn: '2021-04-16',
    parameters: [
      { name: '分辨率', value: '0.7 nm' },
      { name: '层数', value: '3' },
    ],
    lat: 30.27,
    testItems: ['形貌照片 10 张', '能谱'],
  });
});

test.each([
  ['name', '', 'import.required'],
  ['name', '仪'.repeat(161), 'import.too_long'],
  ['class_code', '999999', 'import.unknown_class'],
  ['commissioned_on', '2021-02-30', 'import.bad_date'],
  ['commissioned_on', '去年', 'import.bad_date'],
  ['original_value', '412万', 'import.bad_money'],
  ['machine_hour_company', '-1', 'import.bad_money'],
  ['machine_hour_company', '3.999', 'import.bad_money'],
  ['stations', '0', 'import.out_of_range'],
  ['stations', '一', 'import.bad_number'],
  ['stations', '1.5', 'import.out_of_range'],
  ['status', 'broken', 'import.not_allowed'],
  ['accepts_vouchers', 'maybe', 'import.not_allowed'],
  ['opening_hours', '1-5 08:20-17:30', 'import.bad_hours'],
  ['opening_hours', '5-1 08:30-17:30', 'import.bad_hours'],
  ['opening_hours', '1 17:30-08:30', 'import.bad_hours'],
  ['opening_hours', '每天', 'import.bad_hours'],
  ['grid_minutes', '20', 'import.not_on_grid'],
  ['off_peak', '17:30-21:30 0%', 'import.bad_off_peak'],
  ['test_items', '形貌=1/2/3', 'import.bad_test_items'],
  ['test_items', '形貌=1; 形貌=2', 'import.bad_test_items'],
  ['parameters', '分辨率 0.7', 'import.bad_list'],
  ['accepted_user_kinds', 'everyone', 'import.not_allowed'],
  ['lat', '91', 'import.out_of_range'],
])('%s %j is refused as %s', (column, value, code) => {
  const decision = read({ [column]: value, ...(column === 'lat' ? { lon: '120' } : {}) });
  expect(decision.ok).toBe(false);
  if (decision.ok) return;
  expect(decision.errors[0]).toMatchObject({ row: 7, column, code });
  const [error] = decision.errors;
  if (error === undefined) throw new Error('no error');
  for (const language of ['zh-CN', 'en'] as const) {
    expect(wordsOfImportError(error, language)).not.toMatch(/[{}]/);
  }
});

test('everything wrong with a row is told at once', () => {
  const decision = read({ name: '', maker: '', min_minutes: '60', max_minutes: '30', lat: '30' });
  expect(decision.ok ? [] : decision.errors.map(({ column }) => column).sort()).toEqual([
    'lon',
    'maker',
    'min_minutes',
    'name',
  ]);
});

describe('a row of the search corpus', () => {
  const guess = classGuesser([
    { code: '010100', name: '电子光学仪器', level: 2, aliases: [] },
    { code: '010102', name: '扫描电镜', level: 3, aliases: ['SEM', '扫描电子显微镜'] },
    { code: '010101', name: '透射电镜', level: 3, aliases: ['TEM', '透射电子显微镜'] },
    { code: '010409', name: '红外光谱仪', level: 3, aliases: ['IR'] },
  ]);

  test.each([
    ['高性能扫描电子显微镜(A)', '', '010102'],
    ['Field Emission SEM', '', '010102'],
    ['Mirror Furnace', '', '990000'],
    ['GX53', '电子光学仪器', '010100'],
    ['FT-IR 6700', '', '010409'],
  ])('%j of %j is guessed to be %s', (name, category, code) => {
    expect(guess(name, category)).toBe(code);
  });

  test('never carries the ground truth over', () => {
    const row = corpusRow(
      { id: 3, type: 'sem-truth', name: '扫描电镜', org: '某所', city: '杭州', price: 300 },
      guess,
    );
    expect(JSON.stringify(row)).not.toContain('truth');
    expect(row).toMatchObject({
      inner_code: 'C3',
      class_code: '010102',
      machine_hour_company: '300',
    });
  });
});
