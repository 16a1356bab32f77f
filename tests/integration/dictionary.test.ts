import { loadDictionary } from '../../bff/src/features/instruments/index.ts';
import {
  lockDictionary,
  readDictionary,
  readDictionaryVersion,
  writeDictionaryState,
} from '../../bff/src/features/search/dictionary-repository.ts';
import { loadConcepts } from '../../bff/src/features/search/index.ts';
import { missCollector } from '../../bff/src/features/search/use-cases/note-misses.ts';
import { relayOutbox } from '../../bff/src/infra/outbox.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { Client, signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let editor: Client;
let researcher: Client;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await loadDictionary(deps);
      await loadConcepts(deps);
    },
  });
  editor = await signInAs(world.url, 'platform-admin');
  researcher = await signInAs(world.url, 'researcher');
});
afterAll(async () => {
  await world.stop();
});

const read = async (id: string) => (await editor.call('getConcept', { params: { id } })).body;

const contentOf = async (id: string) => {
  const { classCodes, zh, en, abbreviations, nicknames, purposes, related } = await read(id);
  return { classCodes, zh, en, abbreviations, nicknames, purposes, related };
};

const set = async (id: string, change: Record<string, unknown>, headers = {}) =>
  await editor.call('setConcept', {
    params: { id },
    body: { ...(await contentOf(id)), ...change },
    headers,
  });

const shippedAnew = () =>
  world.deps.db('search_dictionary_state').update({ shipped_hash: 'an older file' });

describe('the dictionary', () => {
  test('is what the product ships, and brought in again it is the same', async () => {
    const before = await readDictionary(world.deps.db);
    expect(before.concepts.length).toBeGreaterThan(1_100);
    expect(before.concepts.find(({ id }) => id === 'sem')).toMatchObject({
      abbreviations: ['SEM'],
      related: expect.arrayContaining([
        { id: 'fesem', weight: expect.any(Number) as unknown },
      ]) as unknown,
    });
    await loadConcepts(world.deps);
    await shippedAnew();
    await loadConcepts(world.deps);
    expect(await readDictionary(world.deps.db)).toEqual(before);
  });

  test('is looked through by name, nickname, purpose and class, page by page', async () => {
    const find = async (query: Record<string, unknown>) =>
      (await editor.call('listConcepts', { query })).body;
    expect((await find({ q: 'ＳＥＭ' })).items[0]).toMatchObject({ id: 'sem', zh: '扫描电镜' });
    expect((await find({ q: '看断口' })).items.map(({ id }) => id)).toContain('sem');
    expect((await find({ classCode: '010102', limit: 100 })).items.map(({ id }) => id)).toContain(
      'fesem',
    );
    const near = await find({ q: '头发重金属检测', limit: 20 });
    expect(near.items.length).toBeGreaterThan(0);
    const first = await find({ q: '显微镜', limit: 5 });
    const second = await find({ q: '显微镜', limit: 5, cursor: first.nextCursor! });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect((await find({ q: '🔬' })).items).toEqual([]);
    const wrong = await editor.call('listConcepts', { query: { cursor: 'x' } });
    expect(wrong.problem.code).toBe('request.cursor_invalid');
  });

  test('is edited as a new version, with who, when and why', async () => {
    const before = await readDictionaryVersion(world.deps.db);
    const { version, nicknames } = await read('sem');
    const changed = await set(
      'sem',
      { nicknames: [...nicknames, '扫苗电镜'], why: '很多人这样打' },
      { 'if-match': `"${String(version)}"` },
    );
    expect(changed).toMatchObject({
      status: 200,
      body: { version: version + 1, isEdited: true, updatedBy: { name: '卫长风' } },
    });
    expect(changed.headers.get('etag')).toBe(`"${String(version + 1)}"`);
    expect(changed.body.versions[0]).toMatchObject({
      by: { name: '卫长风' },
      why: '很多人这样打',
      changes: [{ field: 'nicknames', added: ['扫苗电镜'], removed: [] }],
    });
    expect(changed.body.versions.at(-1)?.by).toBeNull();
    expect(await readDictionaryVersion(world.deps.db)).toBe(before + 1);
    const trail = await world.deps.db('audit_events').where({ action: 'concept.set' });
    expect(trail).toHaveLength(1);
    const same = await set('sem', {});
    expect(same.body.version).toBe(version + 1);
    expect(await readDictionaryVersion(world.deps.db)).toBe(before + 1);
  });

  test('keeps what an editor wrote when the product ships anew, and mends the rest', async () => {
    const { db } = world.deps;
    await set('afm', { nicknames: ['原子力'], why: '' });
    await db('search_concepts').where({ id: 'tem' }).update({
      content:
        '{"zh":["旧"],"classCodes":[],"en":[],"abbreviations":[],"nicknames":[],"purposes":[],"related":[]}',
    });
    await shippedAnew();
    await loadConcepts(world.deps);
    expect((await read('afm')).nicknames).toEqual(['原子力']);
    expect((await read('tem')).zh).not.toEqual(['旧']);
  });

  test('refuses a change of what someone else has changed since', async () => {
    const stale = await set('sem', { nicknames: [] }, { 'if-match': '"1"' });
    expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
  });

  test('tells of names that name other kinds too', async () => {
    const { body } = await set('xrd', { nicknames: ['TEM'] });
    expect(body.alsoMeans).toContainEqual({
      term: 'TEM',
      concepts: expect.arrayContaining([expect.objectContaining({ id: 'tem' })]) as unknown,
    });
  });

  test('retires a kind, and sets it back', async () => {
    const params = { id: 'tem' };
    const retired = await editor.call('retireConcept', { params, body: { why: '试试' } });
    expect(retired.body).toMatchObject({ isRetired: true });
    const ids = async () => {
      const { concepts } = await readDictionary(world.deps.db);
      return {
        here: concepts.some(({ id }) => id === 'tem'),
        named: concepts.some(({ related }) => related.some(({ id }) => id === 'tem')),
      };
    };
    expect(await ids()).toEqual({ here: false, named: false });
    const again = await editor.call('retireConcept', { params, body: {} });
    expect(again.body.version).toBe(retired.body.version);
    expect((await set('tem', {})).body).toMatchObject({
      isRetired: false,
      version: retired.body.version + 1,
    });
    expect(await ids()).toEqual({ here: true, named: true });
  });

  test('takes a new kind once, and not under an id that is taken', async () => {
    const body = {
      id: 'hair-lead',
      classCodes: ['010102'],
      zh: ['头发铅测定仪'],
      en: [],
      abbreviations: [],
      nicknames: [],
      purposes: ['测头发里的铅'],
      related: [{ id: 'sem', weight: 0.2 }],
    };
    const key = 'one-new-kind';
    const made = await editor.call('createConcept', { key, body });
    expect(made).toMatchObject({ status: 201, body: { version: 1, isEdited: true } });
    expect((await editor.call('createConcept', { key, body })).body).toEqual(made.body);
    const twin = await editor.make('createConcept', { body });
    expect([twin.status, twin.problem.code]).toEqual([409, 'concept.id_taken']);
  });

  test.each<[string, Record<string, unknown>, path: string, code: string]>([
    ['an unknown class', { classCodes: ['999999'] }, 'body.classCodes.0', 'field.unknown_class'],
    [
      'a class of the second level',
      { classCodes: ['010100'] },
      'body.classCodes.0',
      'field.unknown_class',
    ],
    ['no Chinese name', { zh: [] }, 'body.zh', 'field.required'],
    ['10,000 characters', { purposes: ['看'.repeat(10_000)] }, 'body.purposes.0', 'field.too_big'],
    ['emoji alone', { nicknames: ['🔬🔬'] }, 'body.nicknames.0', 'field.no_letters'],
    [
      'a control character',
      { nicknames: ['扫\u0000电'] },
      'body.nicknames.0',
      'field.control_characters',
    ],
    [
      'a related kind nobody knows',
      { related: [{ id: 'nothing', weight: 0.5 }] },
      'body.related.0',
      'field.unknown_concept',
    ],
    ['itself', { related: [{ id: 'sem', weight: 0.5 }] }, 'body.related.0', 'field.itself'],
    [
      'a weight of 7',
      { related: [{ id: 'tem', weight: 7 }] },
      'body.related.0',
      'field.out_of_range',
    ],
    ['a number for a list', { zh: 7 }, 'body.zh', 'field.wrong_type'],
  ])('refuses %s by name', async (_, change, path, code) => {
    const { status, problem } = await set('sem', change);
    expect([status, problem.code]).toEqual([400, 'request.invalid']);
    expect(problem.errors).toContainEqual(expect.objectContaining({ path, code }));
  });

  test('keeps HTML as the words it is', async () => {
    const { status, body } = await set('sem', { purposes: ['<b onclick=x>看</b>'] });
    expect([status, body.purposes]).toEqual([200, ['<b onclick=x>看</b>']]);
  });

  test('says of a kind nobody knows that it is not there', async () => {
    for (const id of ['nothing', "x' or 1=1", '扫描']) {
      const { status, problem } = await editor.call('getConcept', { params: { id } });
      expect([status, problem.code]).toEqual([404, 'concept.not_found']);
    }
  });

  test('of changes at the same time every one is a version of its own', async () => {
    const before = await readDictionaryVersion(world.deps.db);
    const bump = () =>
      inTransaction(world.deps, async (trx) => {
        const { version } = await lockDictionary(trx);
        await writeDictionaryState(trx, { version: version + 1 });
        return version + 1;
      });
    const versions = await Promise.all(Array.from({ length: 8 }, bump));
    expect(new Set(versions).size).toBe(8);
    expect(await readDictionaryVersion(world.deps.db)).toBe(before + 8);
  });
});

describe('searches in vain', () => {
  const report = async (who: Client, query = {}) => await who.call('listMisses', { query });

  test('are counted by day and words, the most frequent first, with nothing of a person', async () => {
    const misses = missCollector(world.deps);
    for (let n = 0; n < 3; n += 1) misses.note('核磁共镇', '核磁共镇', 'nmr');
    misses.note('摇摆仪', '摇摆仪', '');
    misses.note('13800138000', '13800138000', '');
    await misses.flush();
    misses.note('摇摆仪', ' 摇摆仪 ', 'xrd');
    await misses.flush();
    const authority = await signInAs(world.url, 'authority');
    const { body } = await report(authority);
    expect(body).toMatchObject({ from: '2026-10-26', to: '2026-11-24' });
    expect(body.items).toEqual([
      expect.objectContaining({ words: '核磁共镇', times: 3, readAs: 'nmr' }),
      expect.objectContaining({ words: '摇摆仪', times: 2, readAs: 'xrd' }),
      expect.objectContaining({ words: '[number]', times: 1, example: '' }),
    ]);
    const first = await report(editor, { limit: 1 });
    const second = await report(editor, { limit: 5, cursor: first.body.nextCursor });
    expect(second.body.items.map(({ words }) => words)).toEqual(['摇摆仪', '[number]']);
  });

  test('are nobody else’s to read, and a turned range is named', async () => {
    expect((await report(researcher)).problem.code).toBe('access.forbidden');
    const turned = await report(editor, { from: '2026-11-24', to: '2026-11-01' });
    expect(turned.problem.code).toBe('calendar.range_invalid');
    const nonsense = await report(editor, { from: 'yesterday' });
    expect(nonsense.problem.code).toBe('request.invalid');
  });

  test('never fail a search: a database that is away loses the count alone', async () => {
    const away = missCollector({
      ...world.deps,
      db: new Proxy(world.deps.db, {
        get: () => () => Promise.reject(new Error('away')),
      }),
    });
    away.note('什么', '什么', '');
    await expect(away.flush()).resolves.toBeUndefined();
  });
});

describe('a wish', () => {
  test('is kept, shown to the platform and answered; who made it hears of it', async () => {
    const key = 'one-wish-for-hair';
    const body = { q: '头发里的铅', words: '想测头发里的铅，\n几根就行 🙏' };
    const made = await researcher.call('makeWish', { key, body });
    expect(made).toMatchObject({ status: 201, body: { state: 'open', words: body.words } });
    expect((await researcher.call('makeWish', { key, body })).body).toEqual(made.body);
    const open = await editor.call('listWishes');
    expect(open.body).toMatchObject({
      open: 1,
      items: [{ id: made.body.id, by: { name: '陈思远' } }],
    });
    const params = { id: made.body.id };
    const answer = '可以用电感耦合等离子体质谱，搜 ICP-MS';
    const done = await editor.make('answerWish', { params, body: { answer } });
    expect(done.body).toMatchObject({ state: 'done', answer });
    const twice = await editor.make('answerWish', { params, body: { answer } });
    expect([twice.status, twice.problem.code]).toEqual([409, 'wish.answered']);
    await relayOutbox(world.deps, allWork.outbox!);
    const { items } = (await researcher.call('listNotices')).body;
    expect(items[0]).toMatchObject({ kind: 'wish.answered' });
    expect(items[0]?.body).toContain('ICP-MS');
    expect((await editor.call('listWishes', { query: { state: 'done' } })).body.items).toHaveLength(
      1,
    );
  });

  test.each([
    ['nothing but blanks', ' \u200B ', 'field.required'],
    ['10,000 characters', '想'.repeat(10_000), 'field.too_big'],
    ['501 characters', '想'.repeat(501), 'field.too_big'],
  ])('of %s is refused by name', async (_, words, code) => {
    const { status, problem } = await researcher.make('makeWish', { body: { words } });
    expect([status, problem.errors?.[0]?.code]).toEqual([400, code]);
  });

  test('of letters that come apart in three is kept whole', async () => {
    const letters = { q: '\u{1D160}'.repeat(100), words: '\uFB2C\u0300\u0301\u0302'.repeat(500) };
    const made = await researcher.make('makeWish', { body: letters });
    expect([made.status, made.body.q]).toEqual([201, letters.q.normalize('NFC')]);
  });

  test('needs a person, and 20 a day are enough', async () => {
    const visitor = await new Client(world.url).make('makeWish', {
      body: { words: '想要' },
    });
    expect(visitor.problem.code).toBe('auth.required');
    const other = await signInAs(world.url, 'researcher-2');
    for (let n = 0; n < 20; n += 1) await other.make('makeWish', { body: { words: `第${n}个` } });
    const last = await other.make('makeWish', { body: { words: '再来一个' } });
    expect([last.status, last.problem.code]).toEqual([422, 'wish.too_many']);
  });
});
