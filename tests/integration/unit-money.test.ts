import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let admin: Client;

const UNIT = { id: 'UNITOWN' };
const GROUP = { kind: 'group', id: 'GROUPOWN' } as const;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  admin = await signInAs(world.url, 'unit-admin');
});
afterAll(async () => {
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body).toMatchObject({
    balanced: true,
    differences: [],
  });
  await world.stop();
});

const record = (reference: string, amountFen: number, key?: string) =>
  admin.make('recordBankTransfer', {
    params: UNIT,
    ...(key === undefined ? {} : { key }),
    body: { reference, amountFen, receivedAt: '2026-11-23T08:00:00.000Z', remark: '机时费' },
  });

const reconcile = (id: string, payer: { kind: string; id: string } = GROUP, payOff = false) =>
  admin.make('reconcileBankTransfer', { params: { id }, body: { payer, payOff } });

const balanceOf = async () => {
  const researcher = await signInAs(world.url, 'researcher');
  const accounts = await researcher.call('listAccounts');
  return accounts.body.items.find(({ unitId }) => unitId === UNIT.id)!.balanceFen;
};

test('a bank transfer is recorded, reconciled with a payer and tops up the account, once', async () => {
  const before = await balanceOf();
  const recorded = await record('R-1', 123_400);
  expect([recorded.status, recorded.body.payer]).toEqual([201, null]);
  const open = await admin.call('listBankTransfers', { params: UNIT, query: { state: 'open' } });
  expect(open.body.items.map(({ reference }) => reference)).toEqual(['R-1']);
  const done = await reconcile(recorded.body.id);
  expect(done.body).toMatchObject({ toppedUpFen: 123_400, paidOffFen: 0, payer: GROUP });
  expect(await balanceOf()).toBe(before + 123_400);
  expect((await reconcile(recorded.body.id)).problem.code).toBe('bank_transfer.reconciled');
  expect(await balanceOf()).toBe(before + 123_400);
});

test('a bank’s reference is taken once, and an answer is heard again by its key', async () => {
  const first = await record('R-2', 100, 'the-same-key');
  expect((await record('R-2', 100, 'the-same-key')).body).toEqual(first.body);
  expect((await record('R-2', 100)).problem.code).toBe('bank_transfer.reference_taken');
});

test('of two who reconcile one transfer at once one does', async () => {
  const before = await balanceOf();
  const { body } = await record('R-3', 700);
  const answers = await Promise.all([reconcile(body.id), reconcile(body.id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await balanceOf()).toBe(before + 700);
});

test('what is owed is paid off where that is asked for, and the rest tops up', async () => {
  const set = await admin.call('setCredit', {
    params: UNIT,
    body: { payer: GROUP, limitFen: 50_000 },
  });
  expect(set.body).toMatchObject({ limitFen: 50_000, owedFen: 0, payer: GROUP });
  expect((await admin.call('listCredits', { params: UNIT })).body.items).toEqual([set.body]);
  const unknown = { kind: 'group', id: 'NOSUCH' } as const;
  const refused = await admin.call('setCredit', {
    params: UNIT,
    body: { payer: unknown, limitFen: 1 },
  });
  expect(refused.problem.code).toBe('payer.not_found');
  const researcher = await signInAs(world.url, 'researcher');
  const held = await researcher.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-26T06:00:00.000Z',
      endsAt: '2026-11-26T06:30:00.000Z',
    },
  });
  const owedFen = held.body.quote.totalFen;
  const paid = await researcher.make('payBooking', {
    params: { id: held.body.id },
    body: { channel: 'transfer', channelFen: owedFen },
  });
  expect([paid.status, paid.body.payment.parts.map(({ kind }) => kind)]).toEqual([
    201,
    ['channel'],
  ]);
  const { body } = await record('R-4', 10_000);
  expect((await reconcile(body.id, unknown)).problem.code).toBe('payer.not_found');
  expect((await reconcile(body.id, GROUP, true)).body).toMatchObject({
    paidOffFen: owedFen,
    toppedUpFen: 10_000 - owedFen,
  });
  expect((await admin.call('listCredits', { params: UNIT })).body.items[0]!.owedFen).toBe(0);
});

test.each([
  ['nothing', 0],
  ['less than nothing', -1],
  ['half a fen', 0.5],
  ['more than there is', 1e13],
])('%s is no transfer', async (_what, amountFen) => {
  expect((await record('R-5', amountFen)).problem.code).toBe('request.invalid');
});

test('a transfer of tomorrow is none yet', async () => {
  const answer = await admin.make('recordBankTransfer', {
    params: UNIT,
    body: { reference: 'R-6', amountFen: 1, receivedAt: '2026-11-25T08:00:00.000Z' },
  });
  expect([answer.problem.code, answer.problem.errors![0]!.path]).toEqual([
    'request.invalid',
    'body.receivedAt',
  ]);
});

test('shares are set by version, and the same again is none', async () => {
  const read = () => admin.call('getDistribution', { params: UNIT });
  const set = (crewPercent: number, groupPercent: number) =>
    admin.call('setDistribution', { params: UNIT, body: { crewPercent, groupPercent } });
  expect((await read()).body).toEqual({
    version: 0,
    crewPercent: 0,
    groupPercent: 0,
    unitPercent: 100,
  });
  await set(30, 20);
  await set(30, 20);
  expect((await read()).body).toMatchObject({ version: 1, unitPercent: 50 });
  expect((await set(60, 41)).problem.code).toBe('request.invalid');
});

test('a limit and shares set by somebody else meanwhile are not written over', async () => {
  const headers = (version: number) => ({ 'If-Match': `"${version}"` });
  const payer = { kind: 'group', id: 'GROUPSIBLING' } as const;
  const setLimit = (limitFen: number, version: number) =>
    admin.call('setCredit', {
      params: UNIT,
      body: { payer, limitFen },
      headers: headers(version),
    });
  const first = await Promise.all([setLimit(100, 0), setLimit(200, 0)]);
  expect(first.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect((await setLimit(300, 0)).problem.code).toBe('request.stale');
  expect((await setLimit(300, 1)).body).toMatchObject({ limitFen: 300, version: 2 });
  const listed = await admin.call('listCredits', { params: UNIT });
  expect(listed.body.items).toContainEqual(expect.objectContaining({ limitFen: 300, version: 2 }));

  const share = (crewPercent: number, version: number) =>
    admin.call('setDistribution', {
      params: UNIT,
      body: { crewPercent, groupPercent: 0 },
      headers: headers(version),
    });
  const read = await admin.call('getDistribution', { params: UNIT });
  const { version } = read.body;
  expect(read.headers.get('etag')).toBe(`"${version}"`);
  expect((await share(11, version)).body.version).toBe(version + 1);
  expect((await share(12, version)).problem.code).toBe('request.stale');
});

test('another unit’s administrator neither sees nor touches any of it', async () => {
  const { body } = await record('R-7', 100);
  const params = { id: 'UNITSIBLING' };
  for (const route of ['getDistribution', 'listCredits', 'listBankTransfers'] as const) {
    expect((await admin.call(route, { params })).problem.code).toBe('access.forbidden');
  }
  await world.deps.db('bank_transfers').where({ id: body.id }).update({ unit_id: 'UNITSIBLING' });
  expect((await reconcile(body.id)).problem.code).toBe('bank_transfer.not_found');
});
