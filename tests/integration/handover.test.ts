import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const NOW = '2026-11-24T05:30:00.000Z';
const params = { id: 'UNITOWN' };

let world: World;
let operator: Client;
let admin: Client;

/** Sessions end sooner than notes. */
const signIn = async () => {
  operator = await signInAs(world.url, 'operator');
  admin = await signInAs(world.url, 'unit-admin');
};

beforeAll(async () => {
  world = await createWorld({ startsAt: NOW, fill: plantSmallProvince });
  await signIn();
});
afterAll(async () => {
  await world.stop();
});

const textsFor = async (client: Client) =>
  (await client.call('listHandoverNotes', { params })).body.items.map(({ text }) => text);

test('a note says who left it, when, and about what, and lies open until somebody has done it', async () => {
  const body = { text: ' 镜筒烘烤到 16:00，灯丝 2.45 A，别关机。 ', instrumentId: INSTRUMENTS.sem };
  const written = await operator.make('writeHandoverNote', { params, body });
  expect(written.status).toBe(201);
  expect(written.body).toMatchObject({
    text: '镜筒烘烤到 16:00，灯丝 2.45 A，别关机。',
    instrument: { id: INSTRUMENTS.sem, model: 'GeminiSEM 300' },
    writtenBy: '王海宁',
    writtenAt: expect.stringMatching(/^2026-11-24T05:3/) as string,
    doneBy: null,
    doneAt: null,
  });
  const note = { id: written.body.id };
  world.clock.advance(2 * 86_400_000);
  await signIn();
  expect(await textsFor(operator)).toHaveLength(1);
  const done = await admin.call('finishHandoverNote', { params: note, body: { isDone: true } });
  expect(done.body).toMatchObject({ doneBy: '赵云舒' });
  // Another's tap a moment later takes nothing from who did it.
  const twice = await operator.call('finishHandoverNote', { params: note, body: { isDone: true } });
  expect(twice.body).toMatchObject({ doneBy: '赵云舒', doneAt: done.body.doneAt });
  expect(await textsFor(operator)).toHaveLength(1);
  const open = await operator.call('finishHandoverNote', { params: note, body: { isDone: false } });
  expect(open.body).toMatchObject({ doneBy: null, doneAt: null });
  await operator.call('finishHandoverNote', { params: note, body: { isDone: true } });
  world.clock.advance(86_400_001);
  await signIn();
  expect(await textsFor(operator)).toEqual([]);
});

test('sent twice it is one note', async () => {
  const body = { text: '样品台换过', instrumentId: null };
  const options = { params, body, key: '5f0f5e0e-7c55-4d5c-9a33-1f1f60f5a001' };
  const first = await operator.call('writeHandoverNote', options);
  const again = await operator.call('writeHandoverNote', options);
  expect(again.body.id).toBe(first.body.id);
  expect(await textsFor(operator)).toEqual(['样品台换过']);
});

test('a crew reads its own and the unit’s; other crews, units and users none of it', async () => {
  await admin.make('writeHandoverNote', { params, body: { text: '周五停电', instrumentId: null } });
  expect(await textsFor(operator)).toEqual(['周五停电', '样品台换过']);
  expect(await textsFor(admin)).toEqual(['周五停电', '样品台换过']);
  const sibling = await signInAs(world.url, 'operator-sibling-crew');
  expect(await textsFor(sibling)).toEqual(['周五停电']);
  const [newest, own] = (await operator.call('listHandoverNotes', { params })).body.items;
  for (const [persona, id] of [
    ['operator-sibling-crew', own!.id],
    ['operator-foreign', newest!.id],
    ['unit-admin-2', newest!.id],
  ] as const) {
    const client = await signInAs(world.url, persona);
    const answer = await client.call('finishHandoverNote', {
      params: { id },
      body: { isDone: true },
    });
    expect([persona, answer.problem.code]).toEqual([persona, 'monitoring.note_not_found']);
  }
  for (const persona of ['operator-foreign', 'unit-admin-2', 'researcher', 'authority']) {
    const client = await signInAs(world.url, persona);
    const body = { text: '在吗', instrumentId: null };
    const codes = [
      (await client.call('listHandoverNotes', { params })).problem.code,
      (await client.make('writeHandoverNote', { params, body })).problem.code,
    ];
    expect([persona, codes]).toEqual([persona, ['access.forbidden', 'access.forbidden']]);
  }
});

test.each<[what: string, text: string, instrumentId: string | null, code: string]>([
  ['nothing', ' \u200b\n', null, 'request.invalid'],
  ['more than 300 characters', '别'.repeat(301), null, 'request.invalid'],
  ['another unit’s instrument', '别关机', INSTRUMENTS.foreign, 'instrument.not_found'],
  ['no instrument of anyone', '别关机', 'NOSUCHINSTRUMENT', 'instrument.not_found'],
])('%s is refused', async (_, text, instrumentId, code) => {
  const answer = await operator.make('writeHandoverNote', {
    params,
    body: { text, instrumentId },
  });
  expect(answer.problem.code).toBe(code);
});

test('300 characters are not too many', async () => {
  const body = { text: '别'.repeat(300), instrumentId: null };
  expect((await operator.make('writeHandoverNote', { params, body })).status).toBe(201);
});
