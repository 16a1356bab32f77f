import { relayOutbox, emit } from '../../bff/src/infra/outbox.ts';
import { runDueTasks } from '../../bff/src/infra/tasks.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { importInstruments } from '../../bff/src/features/instruments/index.ts';
import { allWork, slowWork } from '../../bff/src/jobs.ts';
import { bookAndPay, bookBody, bookingSteps } from '../support/booking-steps.ts';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let ann: Client;
let ben: Client;
let company: Client;
let operator: Client;

const AT = '2026-11-24T02:00:00.000Z';
const { slotIn } = bookingSteps(() => world);

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, roles: 'web', startsAt: AT });
});
afterAll(() => world.stop());

beforeEach(async () => {
  world.clock.advance(60_000);
  await settle();
  const { db } = world.deps;
  for (const table of [
    'saved_searches',
    'search_matches',
    'push_weeks',
    'push_settings',
    'notices',
    'instrument_openings',
  ]) {
    await db(table).delete();
  }
  await db('instruments').update({ status: 'open' });
  [ann, ben, company, operator] = (await Promise.all(
    ['researcher', 'researcher-2', 'company', 'operator'].map((one) => signInAs(world.url, one)),
  )) as [Client, Client, Client, Client];
});

/** Everything that follows from what was done. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    while ((await relayOutbox(world.deps, allWork.outbox!)) > 0);
    await runDueTasks(world.deps, 'me', slowWork.tasks);
  }
}

const listen = async (client: Client, query: Record<string, unknown>, notify = true) => {
  const saved = await client.make('createSavedSearch', { body: { query, notify } });
  expect(saved.status).toBe(201);
  world.clock.advance(1_000);
};

async function announce(...instrumentIds: string[]): Promise<void> {
  await inTransaction(world.deps, (trx) =>
    emit(world.deps, trx, { topic: 'instrument.opened', payload: { instrumentIds } }),
  );
}

async function open(...instrumentIds: string[]): Promise<void> {
  await announce(...instrumentIds);
  await settle();
}

const told = async (client: Client, language: 'zh-CN' | 'en' = 'zh-CN') =>
  (
    await client.call('listNotices', { query: { group: 'searches', limit: 50 }, language })
  ).body.items.map(({ title, body, instrumentId }) => ({ title, body, instrumentId }));

test('an instrument newly open is told to those whose saved search it fits, once', async () => {
  await listen(ben, { q: 'SEM', city: '330100' });
  await listen(company, { classCode: '010103', priceMaxFen: 10_000 });
  await open(INSTRUMENTS.sem);
  expect(await told(ben)).toEqual([
    {
      title: '已存搜索有新开放的仪器',
      body: '“SEM · 杭州”：场发射扫描电子显微镜 GeminiSEM 300。',
      instrumentId: INSTRUMENTS.sem,
    },
  ]);
  expect((await told(ben, 'en'))[0]?.title).toBe('A saved search found an instrument newly open');
  await open(INSTRUMENTS.sem);
  expect(await told(ben)).toHaveLength(1);
  expect(await told(company)).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['another class', { classCode: '010301' }],
  ['another city', { city: '310100' }],
  ['words it does not hold', { q: '核磁' }],
  ['another maker', { maker: 'JEOL' }],
  ['a time that it has no hour free in', { freeFrom: AT, freeTo: '2026-11-24T02:00:30.000Z' }],
])('a search for %s hears nothing of it', async (_what, query) => {
  await listen(ben, query);
  await open(INSTRUMENTS.sem);
  expect(await told(ben)).toEqual([]);
});

test('who asked for silence, or saved the search later, hears nothing', async () => {
  await listen(ben, { q: 'SEM' }, false);
  await ann.call('setInterests', { body: { areas: [], weeklyNotices: 0 } });
  await listen(ann, { q: 'SEM', sort: 'price' });
  await announce(INSTRUMENTS.sem);
  await listen(company, { q: 'SEM' });
  await settle();
  expect([...(await told(ben)), ...(await told(ann)), ...(await told(company))]).toEqual([]);
  // Nor is anything of it kept for the week's end.
  expect(await world.deps.db('search_matches')).toEqual([]);
});

test.each([
  ['扫苗电镜', true],
  ['看表面形貌', true],
  ['saomiao', true],
  ['ＧＥＭＩＮＩＳＥＭ-300', true],
  ['杭州的扫描电镜', true],
  ['浦江测试大学的扫描电镜', false],
  ['透射电镜', false],
  ['杭州的透射电镜', false],
  ['扫描电镜 1000元以内', true],
  ['扫描电镜 100元以内', false],
])('the words %s are understood as they are in a search: %j', async (q, hears) => {
  await listen(company, { q });
  await open(INSTRUMENTS.sem);
  expect(await told(company)).toHaveLength(hears ? 1 : 0);
});

test('who runs an instrument is not told of it', async () => {
  await listen(operator, { q: 'SEM' });
  await open(INSTRUMENTS.sem);
  expect(await told(operator)).toEqual([]);
});

test.each(['paused', 'retired', 'repair'])('nothing is told of what is %s', async (status) => {
  await listen(ben, { q: 'SEM' });
  await world.deps.db('instruments').where({ id: INSTRUMENTS.sem }).update({ status });
  await open(INSTRUMENTS.sem);
  expect(await told(ben)).toEqual([]);
});

test('nothing is told of what does not accept people of this kind', async () => {
  await listen(ben, { q: 'SEM' });
  const { db } = world.deps;
  const rules = db('booking_rules').where({ instrument_id: INSTRUMENTS.sem });
  const accept = (kinds: string) =>
    rules.clone().update({
      rules: db.raw(`json_set(rules, '$.acceptedUserKinds', json_query(?, '$'))`, [kinds]),
    });
  await accept('["own_unit"]');
  await open(INSTRUMENTS.sem);
  await accept('["own_group", "own_unit", "academic", "company"]');
  expect(await told(ben)).toEqual([]);
});

describe('a slot that is freed', () => {
  const slot = () => slotIn(30);

  test('by a cancellation is told to those who look for that time', async () => {
    const when = slot();
    const booking = await bookAndPay(company, when);
    await settle();
    await listen(ben, { classCode: '010201', freeInDays: 3 });
    await listen(ann, { classCode: '010201' });
    await company.call('cancelBooking', { params: booking.params, body: { reason: '计划有变' } });
    await settle();
    const [notice] = await told(ben);
    expect(notice?.title).toBe('已存搜索有空出的时段');
    expect(notice?.body).toMatch(
      /^“X射线衍射仪 · 3 天内有空”：X 射线衍射仪 SmartLab，11月25日 .*空出来了。$/,
    );
    expect(await told(ann)).toEqual([]);
  });

  test('by a hold that ran out is no news: nobody had booked it', async () => {
    await listen(ben, { classCode: '010201', freeInDays: 3 });
    const held = await company.make('createBooking', { body: bookBody(slotIn(33)) });
    await company.call('cancelBooking', { params: { id: held.body.id }, body: { reason: '手滑' } });
    await settle();
    expect(await told(ben)).toEqual([]);
  });
});

describe('an import', () => {
  const row = {
    name: '台式扫描电镜',
    maker: 'Phenom',
    model: 'Pro X',
    class_code: '010103',
    inner_code: 'NEW-1',
    unit_code: '33OWN',
    machine_hour_academic: '200',
  };
  const importRows = async (status: string) => {
    const errors: unknown[] = [];
    await importInstruments(
      world.deps,
      (async function* () {
        await Promise.resolve();
        yield { row: 1, values: { ...row, status } };
      })(),
      { source: 'test', format: 'columns', actorId: null, onError: (error) => errors.push(error) },
    );
    expect(errors).toEqual([]);
    await settle();
  };
  test('tells of what it opens, but not the first that fills the catalogue', async () => {
    await listen(ben, { q: '台式扫描电镜' });
    await importRows('paused');
    expect(await told(ben)).toEqual([]);
    await importRows('open');
    const openings = (await world.deps.db('instrument_openings')) as unknown[];
    expect(openings).toHaveLength(1);
  });

  test.each(['paused', 'repair', 'retired'])(
    'tells of what was %s and is open again',
    async (was) => {
      await importRows(was);
      await listen(ben, { q: '台式扫描电镜' });
      await importRows('open');
      expect((await told(ben)).map(({ body }) => body)).toEqual([
        '“台式扫描电镜”：台式扫描电镜 Pro X。',
      ]);
      await importRows('open');
      expect(await told(ben)).toHaveLength(1);
    },
  );
});

test('three a week are told one by one, the rest in one line at its end', async () => {
  await listen(ben, { q: 'instrument of the tests' });
  const { sem, free, twin, sibling, foreign } = INSTRUMENTS;
  await open(sem, free, twin, sibling, foreign);
  expect(await told(ben)).toHaveLength(3);
  world.clock.advance(7 * 86_400_000);
  await settle();
  await settle();
  ben = await signInAs(world.url, 'researcher-2');
  const all = await told(ben);
  expect(all).toHaveLength(4);
  expect(all[0]).toEqual({
    title: '已存搜索上周还有 2 条',
    body: '超过您每周要收的条数，没有逐条通知。运行一次已存搜索就能看到。',
    instrumentId: null,
  });
});

test('who wants to hear nothing any more is not told of what is left of the week either', async () => {
  await listen(ben, { q: 'instrument of the tests' });
  const { sem, free, twin, sibling, foreign } = INSTRUMENTS;
  await open(sem, free, twin, sibling, foreign);
  await ben.call('setInterests', { body: { areas: [], weeklyNotices: 0 } });
  world.clock.advance(7 * 86_400_000);
  await settle();
  await settle();
  ben = await signInAs(world.url, 'researcher-2');
  expect(await told(ben)).toHaveLength(3);
});
