import { Readable } from 'node:stream';
import type { Deps } from '../../bff/src/deps.ts';
import { seedProvince } from '../../bff/src/demo/seed-province.ts';
import {
  type ImportError,
  importInstruments,
  loadDictionary,
} from '../../bff/src/features/instruments/index.ts';
import { proveLedger } from '../../bff/src/features/ledger/index.ts';
import { refreshDocuments } from '../../bff/src/features/search/index.ts';
import { createWorld, type World } from '../support/world.ts';

const UNIT = '12330114DY00000001';

const row = (change: Record<string, unknown> = {}) => ({
  unit_code: UNIT,
  inner_code: 'A1',
  name: '扫描电镜',
  class_code: '010102',
  maker: 'Zeiss',
  model: 'Sigma 300',
  crew: '电镜室',
  machine_hour_company: '360',
  test_items: '形貌照片=40/60/100/150',
  stations: '2',
  ...change,
});

async function importAll(deps: Deps, rows: Record<string, unknown>[], corpus = false) {
  const errors: ImportError[] = [];
  const ids: string[] = [];
  const report = await importInstruments(
    deps,
    Readable.from(rows.map((values, index) => ({ row: index + 2, values }))),
    {
      source: 'test',
      format: corpus ? 'search-corpus' : 'columns',
      actorId: null,
      onError: (error) => errors.push(error),
      onBatch: async (some) => {
        ids.push(...some);
        await refreshDocuments(deps, deps.db, some);
      },
    },
  );
  return { report, errors, ids };
}

const count = async (deps: Deps, table: string) => {
  return (await deps.db(table).select(deps.db.raw('1'))).length;
};

describe('importing instruments', () => {
  let world: World;
  let deps: Deps;

  beforeAll(async () => {
    world = await createWorld({ roles: 'web' });
    deps = world.deps;
    await loadDictionary(deps);
    await deps.db('regions').insert({ code: '330100', name: '杭州市', name_en: 'Hangzhou' });
    await deps.db('units').insert({
      id: 'UNITA',
      code: UNIT,
      name: '钱塘理工大学',
      name_en: 'QUT',
      short_name: '钱塘理工',
      kind: 'university',
      region_code: '330100',
      city_code: '330100',
      address: '一号路',
      lat: 30,
      lon: 120,
    });
  });
  afterAll(() => world.stop());

  test('good rows go in and broken ones are told by row and column', async () => {
    const { report, errors, ids } = await importAll(deps, [
      row(),
      row({ inner_code: '' }),
      row({ inner_code: 'A2', class_code: '777777', machine_hour_company: 'much' }),
      row({ inner_code: 'A1' }),
      row({ inner_code: 'A3', unit_code: 'NOSUCHUNIT' }),
      row({ inner_code: 'A4', 备注: '不认识的列', 规格型号: 'Sigma 500' }),
    ]);
    expect(report).toMatchObject({ rows: 6, created: 2, rejected: 4, unknownColumns: ['备注'] });
    expect(errors.map(({ row: at, column, code }) => [at, column, code])).toEqual([
      [3, 'inner_code', 'import.required'],
      [4, 'machine_hour_company', 'import.bad_money'],
      [4, 'class_code', 'import.unknown_class'],
      [5, 'inner_code', 'import.duplicate'],
      [6, 'unit_code', 'import.unknown_unit'],
    ]);
    expect(ids).toHaveLength(2);
    expect(await count(deps, 'stations')).toBe(4);
    expect(await count(deps, 'search_documents')).toBe(2);
    const crews = await deps.db('crews').pluck('name');
    expect(crews).toEqual(['电镜室']);
    const trail = (await deps
      .db('audit_events')
      .where({ action: 'instruments.imported' })) as object[];
    expect(trail).toHaveLength(1);
  });

  test('the same rows again change nothing', async () => {
    const before = await deps.db('instruments').orderBy('id');
    const { report, ids } = await importAll(deps, [
      row(),
      row({ inner_code: 'A4', 规格型号: 'Sigma 500' }),
    ]);
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(ids).toEqual([]);
    expect(await deps.db('instruments').orderBy('id')).toEqual(before);
    expect(await count(deps, 'booking_rules')).toBe(2);
  });

  test('a changed row makes a new version of the rules and of the prices', async () => {
    const { report } = await importAll(deps, [
      row({
        max_minutes: '120',
        machine_hour_company: '400',
        prices_from: '2099-01-01',
        stations: '1',
      }),
    ]);
    expect(report).toMatchObject({ changed: 1 });
    const [instrument] = (await deps.db('instruments').where({ inner_code: 'A1' })) as {
      id: string;
    }[];
    const of = (table: string) => deps.db(table).where({ instrument_id: instrument?.id });
    const rules = (await of('booking_rules').orderBy('version')) as { version: number }[];
    expect(rules.map(({ version }) => version)).toEqual([1, 2]);
    const lists = (await of('price_lists').orderBy('valid_from')) as { valid_to: Date | null }[];
    expect(lists.map((list) => list.valid_to?.toISOString().slice(0, 10))).toEqual([
      '2098-12-31',
      undefined,
    ]);
    // Bookings may lie on a station: a smaller number takes none away.
    expect(await of('stations')).toHaveLength(2);
  });

  test('the search corpus brings its units and cities and leaves its truth behind', async () => {
    const fields = {
      maker: '日立',
      cat: '电子光学仪器',
      func: '',
      lat: 39.9,
      lon: 116.4,
      voucher: 1,
      status: 'open',
    };
    const { report, errors } = await importAll(
      deps,
      [
        {
          id: 1,
          type: 'truthsem',
          name: '扫描电镜(SEM)',
          model: 'SU8010',
          org: '燕山材料所',
          city: '北京',
          price: 300,
          ...fields,
        },
        {
          id: 2,
          type: 'truthtem',
          name: 'HT7800',
          model: 'HT7800',
          org: '燕山材料所',
          city: '北京',
          price: 500,
          ...fields,
        },
        {
          id: 3,
          type: 'truthtem',
          name: '无城市',
          model: 'X',
          org: '某所',
          city: '',
          price: 1,
          ...fields,
        },
      ],
      true,
    );
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    expect(errors[0]).toMatchObject({ row: 4, column: 'city' });
    const made: unknown = await deps
      .db('instruments as i')
      .join('units as u', 'u.id', 'i.unit_id')
      .where('u.name', '燕山材料所')
      .orderBy('i.inner_code')
      .select('i.class_code', 'u.city_code');
    expect(made).toEqual([
      { class_code: '010102', city_code: '110000' },
      { class_code: '010100', city_code: '110000' },
    ]);
    for (const table of ['instruments', 'search_documents']) {
      expect(JSON.stringify(await deps.db(table))).not.toContain('truth');
    }
  });
});

describe('the demo province', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ roles: 'web', startsAt: '2026-11-18T02:20:00.000Z' });
    await seedProvince(world.deps, 60, () => undefined);
  }, 120_000);
  afterAll(() => world.stop());

  const rows = async (sql: string) => ((await world.deps.db.raw(sql)) as [object[]])[0];

  test('is whole, and a second call leaves it as it is', async () => {
    expect(await count(world.deps, 'units')).toBe(62);
    expect(await count(world.deps, 'instruments')).toBe(60);
    expect(await seedProvince(world.deps, 60, () => undefined)).toEqual({
      outcome: 'there_already',
      instruments: 60,
    });
    expect(await seedProvince(world.deps, 61, () => undefined)).toMatchObject({
      outcome: 'other_size',
    });
  });

  test('has balanced books', async () => {
    const proof = await proveLedger(world.deps);
    expect(proof.differences).toEqual([]);
    expect(proof.balanced).toBe(true);
    expect(proof.postings).toBeGreaterThan(1_000);
  });

  test('gives cells to live bookings only, and to each of them', async () => {
    const live = `('held', 'requested', 'confirmed', 'in_use')`;
    expect(
      await rows(`select b.id from bookings b left join booking_cells c on c.owner_id = b.id
        where b.state in ${live} and c.owner_id is null`),
    ).toEqual([]);
    expect(
      await rows(`select c.owner_id from booking_cells c left join bookings b on b.id = c.owner_id
        where b.id is null or b.state not in ${live}`),
    ).toEqual([]);
  });

  test('shows each persona every state there is', async () => {
    const found =
      (await rows(`select u.persona, group_concat(distinct b.state order by b.state) states
      from bookings b join users u on u.id = b.owner_id
      where u.persona in ('researcher', 'company') group by u.persona order by u.persona`)) as {
        states: string;
      }[];
    const [company, researcher] = found.map(({ states }) => states.split(','));
    const most = [
      'awaiting_results',
      'cancelled',
      'closed',
      'completed',
      'confirmed',
      'disputed',
      'in_use',
      'rejected',
      'requested',
    ];
    expect(company).toEqual(expect.arrayContaining(most));
    expect(researcher).toEqual(expect.arrayContaining([...most, 'no_show', 'expired']));
  });

  test('keeps what the tour promises to spend', async () => {
    expect(
      await rows(`select p.name, g.left_fen from voucher_grants g
        join voucher_programmes p on p.id = g.programme_id join users u on u.company_id = g.company_id
        where u.persona = 'company' and g.valid_until > '2026-11-18' and p.region_code <> '331083'
        order by g.left_fen`),
    ).toEqual([
      { name: '浙江省创新券 2026', left_fen: 26_000 },
      { name: '杭州市创新券 2026', left_fen: 3_600_000 },
    ]);
  });
});
