import { runDueTasks } from '../../bff/src/infra/tasks.ts';
import { learnTypes } from '../../bff/src/features/recommendations/use-cases/learn-types.ts';
import { openSearch } from '../../bff/src/features/search/index.ts';
import { slowWork } from '../../bff/src/jobs.ts';
import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let researcher: Client;
let newcomer: Client;

const AT = '2026-11-24T02:00:00.000Z';
let planted = 0;

/** What somebody booked before this test began. */
async function plantBooking(owner: string, instrumentId: string, daysAgo: number): Promise<void> {
  planted += 1;
  const at = new Date(Date.parse(AT) - daysAgo * 86_400_000);
  await world.deps.db('bookings').insert({
    id: `PAST${String(planted).padStart(4, '0')}`,
    kind: 'time',
    state: 'closed',
    instrument_id: instrumentId,
    unit_id: 'UNITOWN',
    owner_id: owner,
    payer_kind: 'person',
    payer_id: owner,
    service: 'self',
    starts_at: at,
    ends_at: new Date(at.getTime() + 3_600_000),
    purpose: '形貌',
    quote: '{}',
    total_fen: 0,
    rules_version: 1,
    needs_approval: false,
    created_at: at,
    updated_at: at,
  });
}

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, roles: 'web', startsAt: AT });
  const { db } = world.deps;
  await db('regions').where({ code: '310100' }).update({ lat: 31.23, lon: 121.47 });
  await db('search_documents')
    .where({ instrument_id: INSTRUMENTS.foreign })
    .update({ lat: 31.23, lon: 121.47 });
  // The twin furnace goes with the diffractometer for six people; nobody but one books the microscope.
  for (let index = 0; index < 6; index += 1) {
    const id = `PEER${String(index)}`;
    await db('users').insert({ id, name: '同行', created_at: new Date(AT) });
    await plantBooking(id, INSTRUMENTS.free, 20 + index);
    await plantBooking(id, INSTRUMENTS.twin, 40 + index);
  }
  await plantBooking('USERRESEARCHER', INSTRUMENTS.free, 3);
  await plantBooking('USERRESEARCHER', INSTRUMENTS.free, 10);
  await learnTypes(world.deps);
  researcher = await signInAs(world.url, 'researcher');
  newcomer = await signInAs(world.url, 'researcher-2');
});
afterAll(() => world.stop());

const reasonsOf = async (client: Client, language: 'zh-CN' | 'en' = 'zh-CN') =>
  Object.fromEntries(
    (await client.call('listRecommended', { language })).body.items.map(({ id, reasons }) => [
      id,
      reasons,
    ]),
  );

it('recommends what was booked, what goes with it and what is near, each with its reasons', async () => {
  const { status, body } = await researcher.call('listRecommended');
  expect(status).toBe(200);
  expect(body.items[0]).toMatchObject({
    id: INSTRUMENTS.free,
    price: { item: 'machine_hour', unitFen: 12_000, userKind: 'own_unit' },
    distanceKm: 0,
  });
  expect(body.items[0]?.nextFree).not.toBeNull();
  const reasons = await reasonsOf(researcher);
  expect(reasons[INSTRUMENTS.free]?.[0]).toMatchObject({ code: 'booked_before' });
  expect(reasons[INSTRUMENTS.twin]?.[0]).toEqual({
    code: 'co_booked',
    type: { code: '010201', name: 'X射线衍射仪' },
    area: null,
  });
  expect(reasons[INSTRUMENTS.twin]?.[1]).toMatchObject({ code: 'free_soon' });
});

it('starts newcomers from what is booked near by and from the areas they choose', async () => {
  const before = await reasonsOf(newcomer);
  expect(before[INSTRUMENTS.free]?.[0]).toMatchObject({ code: 'popular' });
  expect(before[INSTRUMENTS.sem]).toBeUndefined();
  const chosen = await newcomer.call('setInterests', {
    body: { areas: ['materials'], weeklyNotices: 3 },
  });
  expect(chosen.body.areas.filter(({ isChosen }) => isChosen)).toEqual([
    { code: 'materials', name: '材料', isChosen: true },
  ]);
  const after = await reasonsOf(newcomer, 'en');
  expect(after[INSTRUMENTS.twin]?.[0]).toMatchObject({ code: 'area', area: 'Materials' });
});

it('leaves out what is paused, retired or has no price for the person', async () => {
  const { db } = world.deps;
  const setStatus = (status: string) =>
    db('search_documents').where({ instrument_id: INSTRUMENTS.free }).update({ status });
  for (const status of ['paused', 'retired', 'repair']) {
    await setStatus(status);
    expect((await reasonsOf(researcher))[INSTRUMENTS.free]).toBeUndefined();
  }
  await setStatus('open');
  const company = await signInAs(world.url, 'company');
  expect((await reasonsOf(company))[INSTRUMENTS.free]).toBeDefined();
  await db('search_documents')
    .where({ instrument_id: INSTRUMENTS.free })
    .update({ company_fen: null });
  expect((await reasonsOf(company))[INSTRUMENTS.free]).toBeUndefined();
});

it('leaves out what does not accept people of this kind', async () => {
  const { db } = world.deps;
  expect((await reasonsOf(newcomer))[INSTRUMENTS.free]).toBeDefined();
  const newest = db('booking_rules').where({ instrument_id: INSTRUMENTS.free });
  const accept = (kinds: string) =>
    newest.clone().update({
      rules: db.raw(`json_set(rules, '$.acceptedUserKinds', json_query(?, '$'))`, [kinds]),
    });
  await accept('["own_group", "own_unit"]');
  expect((await reasonsOf(newcomer))[INSTRUMENTS.free]).toBeUndefined();
  expect((await reasonsOf(researcher))[INSTRUMENTS.free]).toBeDefined();
  await accept('["own_group", "own_unit", "academic", "company"]');
});

it('rates what it recommends as the search does', async () => {
  const ratingOf = (id: string, reviews: number, score: number) => ({
    instrument_id: id,
    reviews,
    ...Object.fromEntries(
      ['quality', 'speed', 'attitude', 'worth'].map((one) => [`${one}_sum`, reviews * score]),
    ),
  });
  const { db } = world.deps;
  await db('search_documents').where({ instrument_id: INSTRUMENTS.foreign }).update({
    status: 'paused',
  });
  await db('instrument_ratings').insert([
    ratingOf(INSTRUMENTS.free, 2, 5),
    ratingOf(INSTRUMENTS.foreign, 40, 2),
  ]);
  const recommended = await newcomer.call('listRecommended');
  const meanOf = (items: readonly { id: string; rating: { mean: number | null } }[]) =>
    items.find(({ id }) => id === INSTRUMENTS.free)?.rating.mean;
  const shown = await newcomer.call('getInstrument', { params: { id: INSTRUMENTS.free } });
  expect(shown.body.rating.mean).toBeGreaterThan(2);
  expect(meanOf(recommended.body.items)).toBe(shown.body.rating.mean);
  await db('instrument_ratings').delete();
});

it('asks the database at most eight times for it', async () => {
  await openSearch(world.deps);
  await researcher.call('listRecommended');
  const statements: string[] = [];
  const listen = ({ sql }: { sql: string }) => statements.push(sql);
  world.deps.db.on('query', listen);
  await researcher.call('listRecommended');
  world.deps.db.removeListener('query', listen);
  const own = statements.filter((sql) => !sql.includes('`sessions`'));
  expect(own.length).toBeLessThanOrEqual(8);
  expect(own.length).toBeGreaterThan(4);
});

it('counts what was shown and opened, each once, for the metrics alone', async () => {
  const items = [
    { instrumentId: INSTRUMENTS.free, reason: 'booked_before' },
    { instrumentId: INSTRUMENTS.twin, reason: 'co_booked' },
    { instrumentId: 'NOSUCHINSTRUMENT', reason: 'popular' },
  ];
  const opened = { body: { instrumentIds: [INSTRUMENTS.twin, INSTRUMENTS.sem] } };
  for (let again = 0; again < 2; again += 1) {
    expect((await researcher.call('noteShown', { body: { items } })).status).toBe(204);
    expect((await researcher.call('noteOpened', opened)).status).toBe(204);
  }
  const metrics = String((await new Client(world.url).call('metrics')).body);
  const counted = metrics.split('\n').filter((line) => /^dayi_recommendations_total\{/.test(line));
  expect(counted.sort()).toEqual([
    'dayi_recommendations_total{event="opened",reason="co_booked"} 1',
    'dayi_recommendations_total{event="shown",reason="booked_before"} 1',
    'dayi_recommendations_total{event="shown",reason="co_booked"} 1',
  ]);
});

it('counts no opening that comes later than a week', async () => {
  await newcomer.call('noteShown', {
    body: { items: [{ instrumentId: INSTRUMENTS.free, reason: 'popular' }] },
  });
  world.clock.advance(8 * 86_400_000);
  const late = await signInAs(world.url, 'researcher-2');
  await late.call('noteOpened', { body: { instrumentIds: [INSTRUMENTS.free] } });
  world.clock.set(AT);
  const metrics = String((await new Client(world.url).call('metrics')).body);
  expect(metrics).not.toContain('event="opened",reason="popular"');
});

it('learns again every night', async () => {
  const { db } = world.deps;
  await db('type_affinities').delete();
  const { scheduleRecommendationJobs } =
    await import('../../bff/src/features/recommendations/index.ts');
  await scheduleRecommendationJobs(world.deps, world.clock.now());
  await runDueTasks(world.deps, 'me', slowWork.tasks);
  expect(await db('type_affinities').where({ type: '010201', other: '010301' })).toHaveLength(1);
  const [next] = await db('tasks').where({ kind: 'recommendations.learn' }).whereNull('done_at');
  expect((next as { due_at: Date }).due_at.toISOString()).toBe('2026-11-25T19:00:00.000Z');
});

describe('bad input', () => {
  it('wants to know who asks', async () => {
    const visitor = new Client(world.url);
    expect((await visitor.call('listRecommended')).problem.code).toBe('auth.required');
  });

  it('names the area that there is not', async () => {
    const { status, problem } = await researcher.call('setInterests', {
      body: { areas: ['materials', 'alchemy'], weeklyNotices: 3 },
    });
    expect([status, problem.errors?.[0]?.path]).toEqual([400, 'body.areas.1']);
  });

  it('changes interests only over the version that was seen', async () => {
    const wish = { areas: ['life'], weeklyNotices: 0 };
    const first = await researcher.call('setInterests', {
      body: wish,
      headers: { 'if-match': '"0"' },
    });
    expect(first.body).toMatchObject({ version: 1, weeklyNotices: 0 });
    const stale = await researcher.call('setInterests', {
      body: wish,
      headers: { 'if-match': '"0"' },
    });
    expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
  });
});
