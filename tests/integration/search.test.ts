import { contracts, type RequestOf } from '@dayi/shared/contracts/index';
import { refreshDocuments, searchTasks } from '../../bff/src/features/search/index.ts';
import { Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const { sem, free, twin, sibling, foreign } = INSTRUMENTS;

let world: World;
let visitor: Client;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
  });
  visitor = new Client(world.url);
});
afterAll(async () => {
  await world.stop();
});

const idsOf = async (query: RequestOf<'listInstruments'>['query'], client = visitor) => {
  const answer = await client.call('listInstruments', { query });
  return answer.body.items.map(({ id }) => id).sort();
};

test.each([
  ['a name', { q: '原子力显微镜' }, [foreign]],
  ['an abbreviation of its class', { q: 'xrd' }, [free]],
  ['a maker and a model without its spaces', { q: 'zeiss geminisem300' }, [sem]],
  ['a kind', { q: '扫描电镜' }, [sem]],
  ['a unit', { q: '西溪先进材料' }, [sibling]],
  ['a city in English and an abbreviation', { q: 'SEM hangzhou' }, [sem]],
  ['full-width letters', { q: 'ＳＥＭ　ｚｅｉｓｓ' }, [sem]],
  ['a maker alone', { q: 'Bruker' }, [foreign, sibling]],
  ['pinyin', { q: 'saomiaodianjing' }, [sem]],
  ['the filter of a city', { city: '杭州市' }, [free, sem, sibling, twin]],
  ['the filter of a city’s code', { city: '310100' }, [foreign]],
  ['the filter of a city by its short name', { city: '杭州' }, [free, sem, sibling, twin]],
  ['the filter of a city that is not there', { city: '无此市' }, []],
  ['the filter of a class’s upper level', { classCode: '010100' }, [foreign, sem, sibling]],
  ['the filter of a unit', { unitId: 'UNITOWN' }, [free, sem, twin]],
  ['the filter of a maker', { maker: 'Bruker' }, [foreign, sibling]],
  ['words that nothing has', { q: '扫帚' }, []],
  ['signs of the query language', { q: '%_' }, []],
] as const)('%s finds what it should', async (_what, query, ids) => {
  expect(await idsOf(query)).toEqual([...ids].sort());
});

test('pages follow one another without gap or repetition, and end', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await visitor.call('listInstruments', {
      query: { limit: 2, sort: 'price', ...(cursor === undefined ? {} : { cursor }) },
    });
    expect(page.body.total).toBe(5);
    seen.push(...page.body.items.map(({ id }) => id));
    cursor = page.body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect([...seen].sort()).toEqual(Object.values(INSTRUMENTS).sort());
});

test.each([{}, { q: '扫描电镜' }, { q: '扫帚' }, { q: 'Bruker', near: '30.27,120.15' }])(
  'the page for %j, put together from parts, is what the contract says',
  async (query) => {
    const { body } = await visitor.call('listInstruments', { query });
    expect(contracts.listInstruments.responses[200].parse(body)).toEqual(body);
  },
);

test('facets count what each choice would leave', async () => {
  const { facets } = (await visitor.call('listInstruments', { query: { q: 'Bruker' } })).body;
  expect(facets.makers).toEqual([{ value: 'Bruker', name: 'Bruker', count: 2 }]);
  for (const { value, count } of facets.units) {
    expect(await idsOf({ q: 'Bruker', unitId: value })).toHaveLength(count);
  }
});

test('how the words were read is told, and why an instrument was found', async () => {
  const query = { q: '杭州 扫苗电镜 500元以内 能用创新券' };
  const { body } = await visitor.call('listInstruments', { query });
  expect(body.understood).toEqual([
    { kind: 'city', text: '杭州', value: '330100', name: '杭州市', way: 'word' },
    { kind: 'class', text: '扫苗电镜', value: '010102', name: '扫描电镜', way: 'mended' },
    { kind: 'price', text: '500元以内', value: '500元以内', name: '500元以内', way: 'word' },
    { kind: 'voucher', text: '能用创新券', value: '能用创新券', name: '能用创新券', way: 'word' },
  ]);
  const plain = await visitor.call('listInstruments', { query: { q: '杭州 SEM' } });
  expect(plain.body.items[0]!.matchedIn).toEqual(['alias', 'city']);
});

test('a kind that is guessed from what is wanted says so', async () => {
  const { body } = await visitor.call('listInstruments', { query: { q: '看表面形貌' } });
  expect(body.understood).toMatchObject([{ kind: 'class', text: '看表面形貌', way: 'purpose' }]);
});

test('a price or a voucher alone narrows everything there is', async () => {
  const limit = await visitor.call('listInstruments', { query: { q: '500元以内' } });
  expect(limit.body.total).toBe(5);
  const low = await visitor.call('listInstruments', { query: { q: '100元以内 能用创新券' } });
  expect(low.body).toMatchObject({
    total: 0,
    understood: [{ kind: 'price' }, { kind: 'voucher' }],
  });
});

test('where nothing was understood nor found, the kinds there is most of are offered', async () => {
  const { body } = await visitor.call('listInstruments', { query: { q: 'asdfgh' } });
  expect([body.total, body.understood]).toEqual([0, []]);
  expect(body.suggestedClasses.length).toBeGreaterThan(0);
  for (const { name, count } of body.suggestedClasses) {
    const found = await visitor.call('listInstruments', { query: { q: name } });
    expect(found.body.total).toBeGreaterThanOrEqual(count);
  }
});

test.each([
  ['SQL', encodeURIComponent("'; DROP TABLE instruments; -- ")],
  ['HTML', encodeURIComponent('<script>alert(1)</script>')],
  ['half a pair', '%ED%A0%80'],
  ['a nought', '%00'],
  ['half a character', '%E4%BD'],
  ['a lone percent sign', '100%'],
  ['emoji', encodeURIComponent('🔬🧪')],
  ['200 syllables', 'shi'.repeat(66)],
  ['200 characters', encodeURIComponent('测试义其'.repeat(50))],
  ['no time of a day', encodeURIComponent('32点到99点')],
])('%s in the box is answered, and soon', async (_what, q) => {
  const startedAt = performance.now();
  const response = await fetch(`${world.url}/api/v1/instruments?q=${q}`);
  expect(response.status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('less than nothing is no price', async () => {
  const { body } = await visitor.call('listInstruments', { query: { q: '电镜 -1元以内' } });
  expect(body.understood.map(({ kind }) => kind)).not.toContain('price');
  expect(body.total).toBeGreaterThan(0);
});

test('what nothing answers is counted for those who keep the dictionary', async () => {
  const { body } = await visitor.call('listInstruments', { query: { q: '扫帚' } });
  expect(body).toMatchObject({ items: [], total: 0, confidence: 0 });
  const admin = await signInAs(world.url, 'platform-admin');
  await eventually(async () => {
    const misses = await admin.call('listMisses', { query: {} });
    return misses.body.items.some(({ words }) => words === '扫帚');
  });
});

test('a change is found soon, without anyone building anything anew', async () => {
  await idsOf({ q: '拉曼' });
  await world.deps.db('instruments').where({ id: twin }).update({ name: '显微拉曼光谱仪' });
  await refreshDocuments(world.deps, world.deps.db, [twin]);
  await eventually(async () => (await idsOf({ q: '拉曼光谱' })).includes(twin), {
    withinMs: 2_000,
  });
  await world.deps.db('instruments').where({ id: twin }).update({ name: 'X射线衍射仪' });
  await refreshDocuments(world.deps, world.deps.db, [twin]);
  await eventually(async () => !(await idsOf({ q: '拉曼光谱' })).includes(twin), {
    withinMs: 2_000,
  });
});

test('the price is this reader’s', async () => {
  const researcher = await signInAs(world.url, 'researcher');
  const own = await researcher.call('getInstrument', { params: { id: sem } });
  const other = await researcher.call('getInstrument', { params: { id: foreign } });
  expect([own.body.yourKind, own.body.price!.unitFen]).toEqual(['own_unit', 12_000]);
  expect([other.body.yourKind, other.body.price!.unitFen]).toEqual(['academic', 24_000]);
});

test('free in a time window leaves out what is taken, closed or too soon', async () => {
  const company = await signInAs(world.url, 'company');
  const slot = { startsAt: '2026-11-28T02:00:00.000Z', endsAt: '2026-11-28T04:00:00.000Z' };
  const window = { freeFrom: slot.startsAt, freeTo: slot.endsAt };
  // A Saturday: the sibling's instrument is closed.
  expect(await idsOf(window)).toEqual([foreign, free, sem, twin].sort());
  await company.make('createBooking', { body: { instrumentId: sem, kind: 'time', ...slot } });
  await company.make('createBooking', { body: { instrumentId: twin, kind: 'time', ...slot } });
  expect(await idsOf(window)).toEqual([foreign, free, twin].sort());
  expect(
    await idsOf({ freeFrom: '2026-11-24T02:00:00.000Z', freeTo: '2026-11-24T04:00:00.000Z' }),
  ).toEqual([free, twin].sort());
  const backwards = await visitor.call('listInstruments', {
    query: { freeFrom: slot.endsAt, freeTo: slot.startsAt },
  });
  expect(backwards.problem.errors).toMatchObject([{ path: 'query.freeTo', code: 'field.order' }]);
});

test('suggestions go on from what has been typed, each once', async () => {
  const { body } = await visitor.call('suggestInstruments', { query: { q: 'se' } });
  const texts = body.items.map(({ text }) => text);
  expect(texts).toContain('SEM');
  expect(new Set(texts).size).toBe(texts.length);
});

test('the calendar says what is taken and never by whom, but to those entitled', async () => {
  const company = await signInAs(world.url, 'company');
  const operator = await signInAs(world.url, 'operator');
  const slot = { startsAt: '2026-11-27T02:00:00.000Z', endsAt: '2026-11-27T03:00:00.000Z' };
  const held = await company.make('createBooking', {
    body: { instrumentId: free, kind: 'time', ...slot },
  });
  const query = { from: '2026-11-26T16:00:00.000Z', to: '2026-11-27T16:00:00.000Z' };
  const ask = async (client: Client) =>
    (await client.call('getCalendar', { params: { id: free }, query })).body.busy[0]!;
  expect(await ask(visitor)).toMatchObject({ ...slot, kind: 'held', bookingId: null });
  expect(await ask(company)).toMatchObject({ ...slot, kind: 'mine', bookingId: held.body.id });
  expect(await ask(operator)).toMatchObject({ kind: 'held', bookingId: held.body.id });
  const tooLong = await visitor.call('getCalendar', {
    params: { id: free },
    query: { from: query.from, to: '2027-11-27T16:00:00.000Z' },
  });
  expect(tooLong.problem.code).toBe('calendar.range_invalid');
});

test('an instrument once full is looked at again, and the round ends', async () => {
  const { db, clock } = world.deps;
  const old = new Date(clock.now().getTime() - 3_600_000);
  await db('search_documents').update({ next_free_at: null, refreshed_at: old });
  const task = { id: 'x', kind: 'search.refresh', naturalKey: 'x', payload: {} };
  await searchTasks.get('search.refresh')!(world.deps, task);
  const still = (await db('search_documents')
    .whereNull('next_free_at')
    .pluck('instrument_id')) as string[];
  expect(still).toEqual([]);
});

test('an instrument whose document was never written is found after the next round', async () => {
  const { db } = world.deps;
  await db('search_documents').where({ instrument_id: foreign }).delete();
  const task = { id: 'x', kind: 'search.refresh', naturalKey: 'x', payload: {} };
  await searchTasks.get('search.refresh')!(world.deps, task);
  expect(await db('search_documents').where({ instrument_id: foreign })).toHaveLength(1);
});

test('a price list that begins today is on the cards in the first round of the day', async () => {
  const { db, clock } = world.deps;
  await db('price_lists').insert({
    id: 'TODAYLIST',
    instrument_id: twin,
    charging_mode: 'reservation',
    off_peak: '[]',
    valid_from: '2026-11-25',
  });
  await db('price_items').insert({
    price_list_id: 'TODAYLIST',
    position: 0,
    user_kind: 'company',
    item: 'machine_hour',
    name: '自己上机',
    unit_fen: 77,
  });
  const before = clock.now();
  await refreshDocuments(world.deps, db, [twin]);
  const shown = async () => {
    const task = { id: 'x', kind: 'search.refresh', naturalKey: 'x', payload: {} };
    await searchTasks.get('search.refresh')!(world.deps, task);
    return (await db('search_documents').where({ instrument_id: twin }).first()) as {
      company_fen: number;
      refreshed_at: Date;
    };
  };
  // Ten minutes before and after midnight in Shanghai; nothing else makes the document old.
  await db('search_documents').update({ next_free_at: new Date('2026-11-27T00:00:00.000Z') });
  world.clock.set('2026-11-24T15:50:00.000Z');
  expect((await shown()).company_fen).not.toBe(77);
  world.clock.set('2026-11-24T16:10:00.000Z');
  const fresh = await shown();
  expect(fresh.company_fen).toBe(77);
  world.clock.set('2026-11-24T16:30:00.000Z');
  expect((await shown()).refreshed_at).toEqual(fresh.refreshed_at);
  world.clock.set(before.toISOString());
});

test('a price list begins with the day of the unit, not of Greenwich', async () => {
  await world.deps.db('price_lists').insert({
    id: 'NEWLIST',
    instrument_id: sem,
    charging_mode: 'reservation',
    off_peak: '[]',
    valid_from: '2026-11-25',
  });
  await world.deps.db('price_items').insert({
    price_list_id: 'NEWLIST',
    position: 0,
    user_kind: 'company',
    item: 'machine_hour',
    name: '自己上机',
    unit_fen: 99,
  });
  const shown = async () =>
    (await visitor.call('getInstrument', { params: { id: sem } })).body.price!.unitFen;
  expect(await shown()).toBe(36_000);
  // One in the morning of the 25th in Shanghai.
  world.clock.set('2026-11-24T17:00:00.000Z');
  expect(await shown()).toBe(99);
});
