import { randomUUID } from 'node:crypto';
import { Client, signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let researcher: Client;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, roles: 'web' });
  researcher = await signInAs(world.url, 'researcher');
});
afterAll(() => world.stop());

const save = (client: Client, query: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  client.make('createSavedSearch', { body: { query, notify: true, ...more } });

it('keeps a search under a name made of its words, once however often it is saved', async () => {
  const { status, body } = await save(researcher, {
    q: ' 扫描  电镜 ',
    city: '330100',
    priceMaxFen: 40_000,
    freeInDays: 3,
    sort: 'price',
  });
  expect(status).toBe(201);
  expect(body.name).toBe('扫描 电镜 · 杭州 · 不超过 ¥400.00 · 3 天内有空');
  expect(body.summary).toBe(body.name);
  const again = await save(researcher, {
    sort: 'price',
    freeInDays: 3,
    priceMaxFen: 40_000,
    city: '330100',
    q: '扫描 电镜',
  });
  expect([again.status, again.body.id]).toEqual([200, body.id]);
  const { body: list } = await researcher.call('listSavedSearches', { language: 'en' });
  expect(list.items.map(({ id }) => id)).toEqual([body.id]);
  expect(list.items[0]?.summary).toBe('扫描 电镜 · Hangzhou · up to ¥400.00 · free within 3 days');
});

it('answers a repeated request with the first answer', async () => {
  const key = randomUUID();
  const wish = { key, body: { query: { maker: 'Zeiss' }, notify: false } };
  const first = await researcher.make('createSavedSearch', wish);
  const again = await researcher.make('createSavedSearch', wish);
  expect(again.body).toEqual(first.body);
  expect(again.status).toBe(201);
  await researcher.call('deleteSavedSearch', { params: { id: first.body.id } });
});

it('is renamed, silenced and deleted, over the version that was seen', async () => {
  const { body: one } = await save(researcher, { q: '衍射' });
  const params = { id: one.id };
  const renamed = await researcher.call('changeSavedSearch', {
    params,
    body: { name: ' 我的  衍射 ' },
    headers: { 'if-match': '"1"' },
  });
  expect(renamed.body).toMatchObject({ name: '我的 衍射', notify: true, version: 2 });
  const stale = await researcher.call('changeSavedSearch', {
    params,
    body: { notify: false },
    headers: { 'if-match': '"1"' },
  });
  expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
  const silent = await researcher.call('changeSavedSearch', { params, body: { notify: false } });
  expect(silent.body).toMatchObject({ name: '我的 衍射', notify: false });
  expect((await researcher.call('deleteSavedSearch', { params })).status).toBe(204);
  const gone = await researcher.call('deleteSavedSearch', { params });
  expect([gone.status, gone.problem.code]).toEqual([404, 'saved_search.not_found']);
});

it('is nobody else’s to change or delete', async () => {
  const { body: one } = await save(researcher, { q: '电镜' });
  const other = await signInAs(world.url, 'researcher-2');
  const params = { id: one.id };
  for (const answer of [
    await other.call('changeSavedSearch', { params, body: { notify: false } }),
    await other.call('deleteSavedSearch', { params }),
  ]) {
    expect([answer.status, answer.problem.code]).toEqual([404, 'saved_search.not_found']);
  }
  expect((await other.call('listSavedSearches')).body.items).toEqual([]);
});

it('keeps at most 30 a person, also when they come at once', async () => {
  const company = await signInAs(world.url, 'company');
  const made = await Promise.all(
    Array.from({ length: 34 }, (_, index) => save(company, { q: `电镜 ${String(index)}` })),
  );
  const told = made.map(({ status, problem }) => (status === 201 ? 201 : problem.code));
  expect(told.filter((one) => one === 201)).toHaveLength(30);
  expect(new Set(told)).toEqual(new Set([201, 'saved_search.too_many']));
  const { body } = await company.call('listSavedSearches');
  expect([body.items.length, body.limit]).toEqual([30, 30]);
  const refused = await save(company, { q: '第三十一个' });
  expect([refused.status, refused.problem.title]).toEqual([
    422,
    '最多存 30 个搜索，请先删掉不用的。',
  ]);
  await company.call('deleteSavedSearch', { params: { id: body.items[7]?.id ?? '' } });
  expect((await save(company, { q: '第三十一个' })).status).toBe(201);
});

it('makes one of the same search saved many times at once', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, () => save(researcher, { q: '同一个', voucher: true })),
  );
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
});

it('tells times as the days of the province, and units by the reader’s name of them', async () => {
  const { body: one } = await save(researcher, {
    unitId: 'UNITOWN',
    freeFrom: '2026-12-01T16:00:00.000Z',
    freeTo: '2026-12-04T16:00:00.000Z',
  });
  expect(one.summary).toMatch(/ · 2026-12-02–2026-12-04 有空$/);
  const { body: list } = await researcher.call('listSavedSearches', { language: 'en' });
  const { name_en: nameEn } = (await world.deps.db('units').where({ id: 'UNITOWN' }).first()) as {
    name_en: string;
  };
  expect(list.items.find(({ id }) => id === one.id)?.summary).toBe(
    `${nameEn} · free 2026-12-02–2026-12-04`,
  );
});

it('takes a name of 60 characters, however many parts each of them has', async () => {
  const family = '👨‍👩‍👧‍👦';
  const named = await save(researcher, { q: 'SEM 60' }, { name: family.repeat(18) });
  expect([named.status, named.body.name]).toEqual([201, family.repeat(18)]);
  const unnamed = await save(researcher, { q: family.repeat(18) });
  expect([unnamed.status, unnamed.body.name]).toEqual([201, family.repeat(18)]);
});

describe('bad input', () => {
  const refusal = async (query: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const { status, problem } = await save(researcher, query, more);
    return [
      status,
      problem.code,
      ...(problem.errors ?? []).map(({ path, code }) => `${path} ${code}`),
    ];
  };

  it.each<[string, Record<string, unknown>, Record<string, unknown>, unknown[]]>([
    ['nothing', {}, {}, [422, 'saved_search.empty']],
    ['blanks', { q: '   ' }, {}, [422, 'saved_search.empty']],
    ['an order alone', { sort: 'price' }, {}, [422, 'saved_search.empty']],
    [
      'an unknown class',
      { classCode: '987654' },
      {},
      [400, 'request.invalid', 'body.query.classCode field.unknown_class'],
    ],
    [
      'words for a class',
      { classCode: 'SEM' },
      {},
      [400, 'request.invalid', 'body.query.classCode field.bad_format'],
    ],
    [
      'a price below zero',
      { q: 'SEM', priceMaxFen: -1 },
      {},
      [400, 'request.invalid', 'body.query.priceMaxFen field.too_small'],
    ],
    [
      'a time that ends first',
      { freeFrom: '2026-11-26T00:00:00.000Z', freeTo: '2026-11-25T00:00:00.000Z' },
      {},
      [400, 'request.invalid', 'body.query.freeTo field.order'],
    ],
    [
      'a filter that no search has',
      { q: 'SEM', colour: 'red' },
      {},
      [400, 'request.invalid', 'body.query.colour field.unknown'],
    ],
    [
      'a name of blanks',
      { q: 'SEM 1' },
      { name: ' \u200b ' },
      [400, 'request.invalid', 'body.name field.required'],
    ],
    [
      'a name of 61 letters',
      { q: 'SEM 2' },
      { name: '名'.repeat(61) },
      [400, 'request.invalid', 'body.name field.too_big'],
    ],
    [
      '10,000 letters',
      { q: '电'.repeat(10_000) },
      {},
      [400, 'request.invalid', 'body.query.q field.too_big'],
    ],
  ])('%s is refused by name', async (_what, query, more, told) => {
    expect(await refusal(query, more)).toEqual(told);
  });

  it('keeps HTML and SQL as the letters that they are', async () => {
    const name = `<img src=x onerror=alert(1)>'; drop table saved_searches; --`;
    const { status, body } = await save(researcher, { q: `' or 1=1 --` }, { name });
    expect([status, body.name]).toEqual([201, name]);
    expect((await researcher.call('listSavedSearches')).body.items[0]?.name).toBe(name);
  });

  it('asks visitors to sign in, and wants a key', async () => {
    const visitor = await new Client(world.url).make('createSavedSearch', {
      body: { query: { q: 'SEM' }, notify: true },
    });
    expect(visitor.problem.code).toBe('auth.required');
    const keyless = await researcher.call('createSavedSearch', {
      body: { query: { q: 'SEM' }, notify: true },
    });
    expect(keyless.problem.code).toBe('idempotency.key_missing');
  });
});
