import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { awaitResults, castOf, formOf, plantResultsStage } from '../support/results-stage.ts';
import { type Client, signInAs } from '../support/client.ts';
import { CuttingProxy } from '../support/cutting-proxy.ts';
import { INSTRUMENTS } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let proxy: CuttingProxy;
let researcher: Client;
const given = process.env['DATABASE_URL']!;

beforeAll(async () => {
  proxy = new CuttingProxy(new URL(given));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: (deps) => plantResultsStage(deps),
    roles: 'web',
  });
  researcher = await signInAs(world.url, 'researcher');
});
afterAll(async () => {
  await world.stop();
  await proxy.close();
  process.env['DATABASE_URL'] = given;
});

let hour = 0;
const freshSlot = () => {
  const startsAt = Date.UTC(2026, 10, 26, hour++);
  return {
    instrumentId: INSTRUMENTS.free,
    kind: 'time' as const,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
  };
};

const bookingsAt = async (startsAt: string) =>
  (await world.deps.db('bookings').where({ starts_at: new Date(startsAt) })).length;

const COMMIT = /^commit/i;

test('a hold whose COMMIT stood but whose answer was lost is found again by its key', async () => {
  const body = freshSlot();
  proxy.cutAt(COMMIT, 'after');
  const held = await researcher.make('createBooking', { body });
  expect([proxy.cuts, held.status]).toEqual([1, 201]);
  expect(await bookingsAt(body.startsAt)).toBe(1);
  const shown = await researcher.call('getBooking', { params: { id: held.body.id } });
  expect(shown.body.state).toBe('held');
});

test('a hold whose COMMIT never arrived is not acknowledged, and the same key makes it once', async () => {
  const body = freshSlot();
  const key = randomUUID();
  proxy.cutAt(COMMIT, 'before');
  const lost = await researcher.call('createBooking', { body, key });
  expect([proxy.cuts, lost.status, lost.problem.code]).toEqual([1, 503, 'server.unavailable']);
  expect(await bookingsAt(body.startsAt)).toBe(0);
  const again = await researcher.call('createBooking', { body, key });
  const twice = await researcher.call('createBooking', { body, key });
  expect([again.status, twice.body.id]).toEqual([201, again.body.id]);
  expect(await bookingsAt(body.startsAt)).toBe(1);
  await researcher.call('cancelBooking', {
    params: { id: again.body.id },
    body: { reason: '试' },
  });
});

test('a payment whose answer was lost at COMMIT is taken once', async () => {
  const held = await researcher.make('createBooking', { body: freshSlot() });
  const key = randomUUID();
  const pay = () =>
    researcher.call('payBooking', {
      params: { id: held.body.id },
      body: { accountFen: held.body.quote.totalFen },
      key,
    });
  proxy.cutAt(COMMIT, 'after');
  const paid = await pay();
  expect([proxy.cuts, paid.status, paid.body.booking.state]).toEqual([1, 201, 'confirmed']);
  expect((await pay()).body.payment.id).toBe(paid.body.payment.id);
  expect(await world.deps.db('payments').where({ booking_id: held.body.id })).toHaveLength(1);
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body.balanced).toBe(true);
});

test('a payment whose COMMIT never arrived is not acknowledged, and nothing of it stands', async () => {
  const held = await researcher.make('createBooking', { body: freshSlot() });
  proxy.cutAt(COMMIT, 'before');
  const lost = await researcher.make('payBooking', {
    params: { id: held.body.id },
    body: { accountFen: held.body.quote.totalFen },
  });
  expect([proxy.cuts, lost.status]).toEqual([1, 503]);
  const shown = await researcher.call('getBooking', { params: { id: held.body.id } });
  expect(shown.body.state).toBe('held');
  expect(await world.deps.db('payments').where({ booking_id: held.body.id })).toHaveLength(0);
});

test.each([
  ['is found again', 0, 201],
  ['cannot be looked up either', 2, 503],
])(
  'the files of a delivery whose COMMIT stood are kept where it %s',
  async (_how, away, status) => {
    const cast = await castOf(world);
    const params = await awaitResults(world, cast);
    const wish = () => ({
      params,
      raw: formOf({ 'a.csv': 'x,y\n1,2\n' }),
      key: `lost-${status}-1`,
    });
    proxy.cutAt(COMMIT, 'after');
    if (away > 0) proxy.thenCutAt(/idempotency_keys/, 'before', away);
    const lost = await cast.operator.make('releaseResult', wish());
    expect([proxy.cuts, lost.status]).toEqual([1 + away, status]);
    const again = await cast.operator.make('releaseResult', wish());
    expect(again.status).toBe(201);
    const { items } = (await cast.company.call('listResults', { params })).body;
    expect(items).toHaveLength(1);
    const fileId = items[0]!.files[0]!.id;
    const link = await cast.company.call('createDownloadLink', { params: { ...params, fileId } });
    const file = await fetch(new URL(link.body.url, world.url));
    expect([file.status, await file.text()]).toEqual([200, 'x,y\n1,2\n']);
  },
);

test.each([
  ['BEGIN', /^begin/i],
  ['the cells', /^insert into .?booking_cells/i],
])('a line lost at %s before COMMIT leaves nothing and is run again', async (_name, statement) => {
  const body = freshSlot();
  proxy.cutAt(statement, 'before');
  const held = await researcher.make('createBooking', { body });
  expect([proxy.cuts, held.status]).toEqual([1, 201]);
  expect(await bookingsAt(body.startsAt)).toBe(1);
  await researcher.call('cancelBooking', { params: { id: held.body.id }, body: { reason: '试' } });
});

test.each([1213, 1205, 1180, 1047, 3101])(
  'the server refusing COMMIT with %i runs the whole work again',
  async (errno) => {
    const refusal = Object.assign(new Error('refused'), { errno, code: 'ER_X' });
    let runs = 0;
    const { db } = world.deps;
    const client = db.client as {
      _query: (connection: unknown, asked: { sql: string }) => unknown;
    };
    const original = client._query.bind(client);
    const answer = await inTransaction(world.deps, async (trx) => {
      runs += 1;
      const own = trx.client as typeof client;
      if (runs === 1) {
        own._query = (connection, asked) =>
          COMMIT.test(asked.sql) ? Promise.reject(refusal) : original(connection, asked);
      }
      await trx.raw('select 1');
      return runs;
    });
    expect([answer, runs]).toEqual([2, 2]);
  },
);
