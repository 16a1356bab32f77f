import { createHash } from 'node:crypto';
import excel from 'exceljs';
import { DAY } from '../../bff/src/infra/clock.ts';
import { keepDays, plantMore } from '../support/bulletin-stage.ts';
import { type Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { clipSensor } from '../support/monitoring-stage.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const PEERS = ['PEER1', 'PEER2', 'PEER3', 'PEER4'];

let world: World;
let office: Client;
let admin: Client;
let sibling: Client;
let bulletinId: string;

/** Own unit: SEM idle, XRD read too little, furnace offline at times. Sibling unit: five of one class. */
async function plant(): Promise<void> {
  const { deps } = world;
  await plantMore(deps, INSTRUMENTS.sibling, PEERS, 'UNITSIBLING');
  const at = new Date('2026-06-30T16:00:00Z');
  const own = [INSTRUMENTS.sem, INSTRUMENTS.free, INSTRUMENTS.twin];
  const theirs = [INSTRUMENTS.sibling, ...PEERS];
  for (const [no, id] of [...own, ...theirs].entries()) {
    const unitId = no < own.length ? 'UNITOWN' : 'UNITSIBLING';
    await clipSensor(deps, id, { no: 900 + no, unitId, at });
  }
  await keepDays(deps, INSTRUMENTS.sem, '2026-07-01', '2026-08-31', {});
  await keepDays(deps, INSTRUMENTS.free, '2026-07-01', '2026-08-31', { readHours: 10 });
  await keepDays(deps, INSTRUMENTS.twin, '2026-07-01', '2026-08-31', { onHours: 5, readHours: 20 });
  for (const [at, id] of theirs.entries()) {
    await keepDays(deps, id, '2026-07-01', '2026-08-31', { onHours: 1 + 2 * at });
  }
}

const asJson = (text: string) => JSON.parse(text) as { period: unknown };
const noticesOf = async (client: Client) =>
  (await client.call('listNotices')).body.items.filter(({ kind }) => kind.startsWith('bulletin.'));
const heard = (client: Client, kind: string) =>
  eventually(async () => (await noticesOf(client)).some((one) => one.kind === kind), {
    what: `nobody heard ${kind}`,
  });

/** Sessions end while weeks pass. */
async function signIn(): Promise<void> {
  [office, admin, sibling] = (await Promise.all(
    (['authority', 'unit-admin', 'unit-admin-2'] as const).map((who) => signInAs(world.url, who)),
  )) as [Client, Client, Client];
}

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, startsAt: '2026-09-01T01:00:00.000Z' });
  await plant();
  await signIn();
});
afterAll(async () => {
  await world.stop();
});

const params = () => ({ id: bulletinId });

test('a draft is made of a period that is over, by the office of the region alone', async () => {
  const early = await office.make('createBulletin', { body: { period: '2026-09' } });
  expect(early.problem.code).toBe('bulletin.period_not_over');
  const odd = await office.make('createBulletin', { body: { period: '2026-08' } });
  expect([odd.status, odd.problem.errors?.[0]?.path]).toEqual([400, 'body.period']);
  const city = await office.make('createBulletin', {
    body: { period: '2026-07', regionCode: '330100' },
  });
  expect(city.problem.code).toBe('access.forbidden');
  const none = await office.make('createBulletin', { body: { period: '2026-05' } });
  expect(none.problem.code).toBe('bulletin.nothing_read');
  const unit = await admin.make('createBulletin', { body: { period: '2026-07' } });
  expect(unit.problem.code).toBe('access.forbidden');

  const key = 'one-key-for-one-draft';
  const made = await office.make('createBulletin', { body: { period: '2026-07' }, key });
  expect(made.status).toBe(201);
  bulletinId = made.body.id;
  expect(made.body).toMatchObject({
    state: 'draft',
    named: { units: 2, instruments: 5 },
    asked: 4,
    answered: 0,
    may: ['generate', 'publish'],
  });
  const twin = await office.make('createBulletin', { body: { period: '2026-07' }, key });
  expect(twin.body).toEqual(made.body);
});

test('it says what the days say, and its units add up', async () => {
  const { body } = await office.call('getBulletin', { params: params() });
  expect(body.scope).toBe('all');
  const own = body.units.find(({ id }) => id === 'UNITOWN');
  expect(own?.figures).toMatchObject({
    instruments: 3,
    readEnough: 2,
    coverage: 0.75,
    effectiveHours: 310,
    findings: { idle: 1, under_used: 0, sensor_offline: 2, best_used: 0 },
  });
  const [city] = body.cities;
  const sum = body.units.reduce((hours, { figures }) => hours + figures.effectiveHours, 0);
  expect([city?.figures.effectiveHours, body.total.effectiveHours]).toEqual([sum, sum]);
  expect(city?.figures).toEqual(body.total);

  const { body: list } = await office.call('listBulletinItems', { params: params() });
  const found = list.items.map((one) => [one.instrument.id, one.finding, one.isReadEnough].join());
  expect(found.sort()).toEqual([
    'INSTRUMENTFREE,sensor_offline,false',
    'INSTRUMENTSEM,idle,true',
    'INSTRUMENTSIBLING,under_used,true',
    'INSTRUMENTTWIN,sensor_offline,true',
    'PEER4,best_used,true',
  ]);
  const pages = [];
  let cursor: string | undefined;
  do {
    const page = await office.call('listBulletinItems', {
      params: params(),
      query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
    });
    pages.push(...page.body.items);
    cursor = page.body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages).toEqual(list.items);
  const idle = await office.call('listBulletinItems', {
    params: params(),
    query: { finding: 'idle', cityCode: '330100', unitId: 'UNITOWN' },
  });
  expect(idle.body.items.map(({ instrument }) => instrument.id)).toEqual([INSTRUMENTS.sem]);
  const bad = await office.call('listBulletinItems', { params: params(), query: { cursor: 'x' } });
  expect(bad.problem.code).toBe('request.cursor_invalid');
});

test('a draft is the office’s own, and made anew it replaces itself', async () => {
  for (const client of [admin, sibling, await signInAs(world.url, 'authority-foreign')]) {
    expect((await client.call('listBulletins')).body.items).toEqual([]);
    const seen = await client.call('getBulletin', { params: params() });
    expect(seen.problem.code).toBe('bulletin.not_found');
  }
  const { body: before } = await office.call('getBulletin', { params: params() });
  await world.deps.db('run_days').where({ instrument_id: 'PEER4' }).update({ on_seconds: 36_000 });
  const again = await office.make('createBulletin', { body: { period: '2026-07' } });
  expect(again.body.id).toBe(bulletinId);
  expect(again.body.sha256).not.toBe(before.sha256);
  const stale = await office.make('publishBulletin', {
    params: params(),
    body: { sha256: before.sha256 },
  });
  expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
});

test('published, it is frozen: nobody changes it, not even in the database', async () => {
  const { db } = world.deps;
  const { body: draft } = await office.call('getBulletin', { params: params() });
  const done = await office.make('publishBulletin', {
    params: params(),
    body: { sha256: draft.sha256 },
  });
  expect(done.body).toMatchObject({ state: 'published', sha256: draft.sha256, may: [] });
  expect(done.body.answerBy).toBe('2026-09-16T16:00:00.000Z');
  const again = await office.make('createBulletin', { body: { period: '2026-07' } });
  expect(again.problem.code).toBe('bulletin.published');
  const twice = await office.make('publishBulletin', {
    params: params(),
    body: { sha256: draft.sha256 },
  });
  expect(twice.problem.code).toBe('bulletin.published');
  const items = db('bulletin_items').where({ bulletin_id: bulletinId });
  for (const change of [
    db('bulletins').where({ id: bulletinId }).update({ content: '{}' }),
    db('bulletins').where({ id: bulletinId }).delete(),
    items.clone().update({ finding: 'best_used' }),
    items.clone().delete(),
    db('bulletin_items').insert({
      id: 'ONEMORE',
      bulletin_id: bulletinId,
      unit_id: 'UNITOWN',
      instrument_id: INSTRUMENTS.sem,
      finding: 'under_used',
      figures: '{}',
    }),
  ]) {
    await expect(Promise.resolve(change)).rejects.toThrow(/frozen/);
  }
  const [content = ''] = await db('bulletins').where({ id: bulletinId }).pluck<string[]>('content');
  expect(createHash('sha256').update(content).digest('hex')).toBe(draft.sha256);
  expect(asJson(content).period).toMatchObject({ key: '2026-07' });
});

test('a unit sees its own part and the totals, and hears what is asked of it', async () => {
  await heard(admin, 'bulletin.published');
  const { body } = await admin.call('getBulletin', { params: params() });
  expect(body.scope).toBe('part');
  expect(body.units.map(({ id }) => id)).toEqual(['UNITOWN']);
  expect(body.total.instruments).toBe(8);
  expect([body.asked, body.answered, body.may]).toEqual([3, 0, ['answer']]);
  const { body: list } = await admin.call('listBulletinItems', { params: params() });
  expect(list.items.every(({ unit, may }) => unit.id === 'UNITOWN' && may[0] === 'answer')).toBe(
    true,
  );
  const others = await admin.call('listBulletinItems', {
    params: params(),
    query: { unitId: 'UNITSIBLING' },
  });
  expect(others.body.items).toEqual([]);
  const [notice] = await noticesOf(admin);
  expect(notice?.bulletinId).toBe(bulletinId);
  expect(notice?.body).toContain('3 项');
  const foreign = await signInAs(world.url, 'authority-foreign');
  const seen = await foreign.call('getBulletin', { params: params() });
  expect(seen.problem.code).toBe('bulletin.not_found');
});

test('an answer belongs to an item of one’s own that asks for one', async () => {
  const items = (await office.call('listBulletinItems', { params: params() })).body.items;
  const idOf = (instrumentId: string) =>
    items.find(({ instrument }) => instrument.id === instrumentId)?.id ?? '';
  const say = (client: Client, unitId: string, itemId: string | null, words = {}) =>
    client.make('answerBulletin', {
      params: params(),
      body: { unitId, itemId, text: '真空泵故障', action: '十月前修好', ...words },
    });
  const sem = idOf(INSTRUMENTS.sem);
  expect((await say(sibling, 'UNITOWN', sem)).problem.code).toBe('bulletin.not_found');
  expect((await say(sibling, 'UNITSIBLING', sem)).problem.code).toBe('bulletin.item_not_found');
  expect((await say(sibling, 'UNITSIBLING', idOf('PEER4'))).problem.code).toBe(
    'bulletin.nothing_asked',
  );
  const blank = await say(admin, 'UNITOWN', sem, { action: ' \u200b ' });
  expect([blank.status, blank.problem.errors?.[0]]).toMatchObject([400, { path: 'body.action' }]);
  const long = await say(admin, 'UNITOWN', sem, { text: '长'.repeat(501) });
  expect(long.problem.errors?.[0]?.path).toBe('body.text');
  const said = await say(admin, 'UNITOWN', sem);
  expect([said.status, said.body.isLate]).toEqual([201, false]);
  await heard(office, 'bulletin.answered');
  const { body } = await office.call('listBulletinItems', {
    params: params(),
    query: { finding: 'idle' },
  });
  expect(body.items[0]?.answer).toMatchObject({ text: '真空泵故障', action: '十月前修好' });
  await expect(
    Promise.resolve(world.deps.db('bulletin_answers').update({ text: '改' })),
  ).rejects.toThrow(/append-only/);
});

test('who has not answered is reminded three days before, and told when it is late', async () => {
  world.clock.set('2026-09-13T16:00:01.000Z');
  await signIn();
  await heard(admin, 'bulletin.due');
  const due = (await noticesOf(admin)).find(({ kind }) => kind === 'bulletin.due');
  expect(due?.body).toContain('2 项');
  world.clock.set('2026-09-16T16:00:01.000Z');
  await signIn();
  await heard(sibling, 'bulletin.overdue');
  await heard(office, 'bulletin.unanswered');
  const late = await sibling.make('answerBulletin', {
    params: params(),
    body: { unitId: 'UNITSIBLING', itemId: null, text: '课题停了', action: '对外开放' },
  });
  expect(late.body.isLate).toBe(true);
  const { body } = await sibling.call('getBulletin', { params: params() });
  expect([body.asked, body.answered, body.isDue]).toEqual([1, 1, true]);
});

test('the files open again, in both languages, with the reader’s part alone', async () => {
  const fetchFile = async (client: Client, kind: 'xlsx' | 'pdf', language: string) => {
    const answer = await fetch(`${world.url}/api/v1/bulletins/${bulletinId}.${kind}`, {
      headers: { authorization: `Bearer ${client.token ?? ''}`, 'accept-language': language },
    });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const cellsOf = async (client: Client, language: string) => {
    const book = new excel.Workbook();
    await book.xlsx.load((await fetchFile(client, 'xlsx', language)) as never);
    return book.worksheets.map((sheet) => ({
      name: sheet.name,
      cells: sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : [])),
    }));
  };
  const [summary, items] = await cellsOf(office, 'zh-CN');
  expect([summary?.name, items?.name]).toEqual(['汇总', '逐台']);
  expect(summary?.cells).toEqual(
    expect.arrayContaining(['钱塘理工大学', '西溪先进材料研究院', 310]),
  );
  expect(items?.cells).toEqual(expect.arrayContaining(['闲置', '真空泵故障', '十月前修好']));
  const [part, own] = await cellsOf(admin, 'en');
  expect(part?.name).toBe('Summary');
  expect(part?.cells).not.toContain('西溪先进材料研究院 (en)');
  expect(own?.cells).toContain('Idle');
  expect(own?.cells).not.toContain('PEER4');
  for (const language of ['zh-CN', 'en']) {
    const pdf = (await fetchFile(office, 'pdf', language)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(0);
    expect(pdf).toContain('/ToUnicode');
  }
  const stranger = await signInAs(world.url, 'authority-foreign');
  const refused = await stranger.call('getBulletinPdf', { params: params() });
  expect(refused.problem.code).toBe('bulletin.not_found');
});

test('the next bulletin says what became of it, with what the unit answered', async () => {
  const { deps } = world;
  const rest = [INSTRUMENTS.sibling, ...PEERS];
  await keepDays(deps, INSTRUMENTS.sem, '2026-09-01', '2026-10-31', { onHours: 3 });
  await keepDays(deps, INSTRUMENTS.free, '2026-09-01', '2026-10-31', { readHours: 10 });
  for (const id of rest) await keepDays(deps, id, '2026-09-01', '2026-10-31', { onHours: 4 });
  await deps
    .db('sensor_bindings')
    .where({ instrument_id: INSTRUMENTS.twin })
    .update({ unbound_at: new Date(Date.parse('2026-08-31T16:00:00Z') - DAY) });
  world.clock.set('2026-11-02T01:00:00.000Z');
  await signIn();
  const { body } = await office.make('createBulletin', { body: { period: '2026-09' } });
  const { body: seen } = await office.call('getBulletin', { params: { id: body.id } });
  expect(seen.earlier).toEqual({
    period: '2026-07',
    outcomes: { mended: 2, still: 1, unknown: 0, unmonitored: 1 },
  });
  const { body: mended } = await office.call('listEarlierItems', {
    params: { id: body.id },
    query: { outcome: 'mended', unitId: 'UNITOWN' },
  });
  expect(mended.items).toMatchObject([
    { finding: 'idle', instrument: { id: INSTRUMENTS.sem }, answer: { text: '真空泵故障' } },
  ]);
  const { body: list } = await office.call('listBulletins');
  expect(list.items.map(({ period }) => period.key)).toEqual(['2026-09', '2026-07']);
  expect(list.offices[0]?.periods.slice(0, 3).map(({ state }) => state)).toEqual([
    'draft',
    'published',
    null,
  ]);
  const { body: units } = await admin.call('listBulletins');
  expect(units.items.map(({ period }) => period.key)).toEqual(['2026-07']);
});
