import { connect } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIVE_PATH } from '@dayi/shared/routes/index';
import { WebSocket } from 'ws';
import { run } from '../../bff/src/main.ts';
import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
});
afterAll(async () => {
  await world.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes bytes to the server and hears what comes until it ends, or half a second has passed. */
async function shout(text: string, isCutOff = false): Promise<string> {
  return await new Promise((resolve) => {
    let heard = '';
    const socket = connect(world.running.port, '127.0.0.1', () => {
      socket.write(text);
      if (isCutOff) setImmediate(() => socket.resetAndDestroy());
    });
    const end = () => resolve(heard);
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.on('error', end);
    socket.on('close', end);
    setTimeout(() => {
      socket.destroy();
      end();
    }, 500);
  });
}

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

test('a strange upgrade is answered 404, a cut one is forgotten, and the server lives', async () => {
  expect(await shout(upgrade('//'))).toContain('404');
  expect(await shout(upgrade('/nope'))).toContain('404');
  await Promise.all(Array.from({ length: 30 }, () => shout(upgrade('/nope'), true)));
  expect((await new Client(world.url).call('healthz')).status).toBe(200);
});

describe('an upload', () => {
  let operator: Client;
  let params: { id: string };

  beforeAll(async () => {
    const company = await signInAs(world.url, 'company');
    operator = await signInAs(world.url, 'operator');
    const held = await company.make('createBooking', {
      body: {
        instrumentId: INSTRUMENTS.free,
        kind: 'time',
        startsAt: '2026-11-25T06:00:00.000Z',
        endsAt: '2026-11-25T07:00:00.000Z',
      },
    });
    params = { id: held.body.id };
    await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
    await operator.call('startBooking', { params, body: {} });
    await operator.call('finishBooking', { params, body: {} });
  });

  const deliver = (raw: string, type: string) =>
    operator.make('releaseResult', { params, raw, headers: { 'content-type': type } });

  const part = (disposition: string, type = 'application/pdf') =>
    `--b7\r\ncontent-disposition: form-data; name="files"${disposition}\r\ncontent-type: ${type}\r\n\r\nx`;

  test.each([
    ['that ends inside a file', part('; filename="a.pdf"'), 'multipart/form-data; boundary=b7'],
    ['without a boundary', 'x', 'multipart/form-data'],
  ])('%s is refused by name', async (_what, raw, type) => {
    const answer = await deliver(raw, type);
    expect([answer.status, answer.problem.code]).toEqual([400, 'request.malformed']);
  });

  test('of a part without a file name is refused by name', async () => {
    const raw = `${part('', 'application/octet-stream')}\r\n--b7--\r\n`;
    const answer = await deliver(raw, 'multipart/form-data; boundary=b7');
    expect([answer.status, answer.problem.code]).toEqual([422, 'result.file_name_invalid']);
  });

  test('whose sender goes away leaves nothing behind', async () => {
    const body = part('; filename="a.pdf"');
    await shout(
      `POST /api/v1/bookings/${params.id}/results HTTP/1.1\r\nHost: x\r\n` +
        `Authorization: Bearer ${operator.token}\r\nIdempotency-Key: gone-away-1\r\n` +
        `Content-Type: multipart/form-data; boundary=b7\r\nContent-Length: 100000\r\n\r\n${body}`,
    );
    await pause(300);
    const folder = join(world.config.dataFolder, 'files/results');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });

  test('delivered many times at once is delivered once each, and never an error of ours', async () => {
    const form = () => {
      const one = new FormData();
      one.append('files', new File(['x'], 'a.pdf', { type: `application/${'x'.repeat(200)}` }));
      return one;
    };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => operator.make('releaseResult', { params, raw: form() })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const released = answers.filter(({ status }) => status === 201);
    const results = await operator.call('listResults', { params });
    expect(results.body.items).toHaveLength(released.length);
  });
});

test('results without a key are refused, so that a form sent twice is delivered once', async () => {
  const operator = await signInAs(world.url, 'operator');
  const [id = ''] = (await world.deps.db('bookings').pluck('id')) as string[];
  const raw = new FormData();
  raw.append('files', new File(['x'], 'a.pdf'));
  for (const wish of [{ raw }, { body: { files: ['NOSUCHUPLOAD'] } }]) {
    const refused = await operator.call('releaseResult', { params: { id }, ...wish });
    expect([refused.status, refused.problem.code]).toEqual([400, 'idempotency.key_missing']);
  }
});

test('results delivered again under one key are the first ones, other files under it are refused', async () => {
  const company = await signInAs(world.url, 'company');
  const operator = await signInAs(world.url, 'operator');
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-25T08:00:00.000Z',
      endsAt: '2026-11-25T09:00:00.000Z',
    },
  });
  const params = { id: held.body.id };
  await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  await operator.call('startBooking', { params, body: {} });
  await operator.call('finishBooking', { params, body: {} });
  const form = (content: string) => {
    const one = new FormData();
    one.append('files', new File([content], 'a.pdf'));
    return one;
  };
  const key = 'delivery-of-today';
  const first = await operator.make('releaseResult', { params, raw: form('x'), key });
  const again = await operator.make('releaseResult', { params, raw: form('x'), key });
  expect([first.status, again.body.result]).toEqual([201, first.body.result]);
  const other = await operator.make('releaseResult', { params, raw: form('y'), key });
  expect([other.status, other.problem.code]).toEqual([422, 'idempotency.body_differs']);
  expect((await operator.call('listResults', { params })).body.items).toHaveLength(1);
});

test('a voucher does not pay at an instrument that takes none', async () => {
  await world.deps
    .db('instruments')
    .where({ id: INSTRUMENTS.sem })
    .update({ accepts_vouchers: false });
  const company = await signInAs(world.url, 'company');
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.sem,
      kind: 'time',
      startsAt: '2026-11-27T06:00:00.000Z',
      endsAt: '2026-11-27T07:00:00.000Z',
    },
  });
  expect(held.body.quote.vouchers).toMatchObject([
    { payableFen: 0, refusedBecause: 'not_accepted' },
  ]);
  const half = held.body.quote.totalFen / 2;
  const paid = await company.make('payBooking', {
    params: { id: held.body.id },
    body: { voucherGrantId: 'VOUCHEROWN', voucherFen: half, accountFen: half },
  });
  expect(paid.problem.code).toBe('voucher.not_applicable');
});

test('a hold whose time is over cannot be let go to dodge its cool-down', async () => {
  const researcher = await signInAs(world.url, 'researcher');
  const held = await researcher.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.sem,
      kind: 'time',
      startsAt: '2026-11-28T06:00:00.000Z',
      endsAt: '2026-11-28T07:00:00.000Z',
    },
  });
  world.clock.advance(10 * 60_000 + 500);
  const answer = await researcher.call('cancelBooking', {
    params: { id: held.body.id },
    body: { reason: '再占一次' },
  });
  expect([answer.status, answer.problem.code]).toEqual([409, 'booking.hold_expired']);
});

test.each(['["x"]', '["1e400"]', '[{}]', '["1 or 1"]', '[null]'])(
  'a forged cursor %s is refused by every list',
  async (key) => {
    const cursor = Buffer.from(key).toString('base64url');
    const auditor = await signInAs(world.url, 'auditor');
    const answers = await Promise.all([
      auditor.call('listAuditEvents', { query: { cursor } }),
      auditor.call('listNotices', { query: { cursor } }),
      auditor.call('listReviews', { params: { id: INSTRUMENTS.sem }, query: { cursor } }),
      auditor.call('listInstruments', { query: { cursor } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  },
);

test('a path has one spelling', async () => {
  for (const path of [
    '/API/v1/instruments',
    '/api/v1/instruments/',
    '/api/docs/api/v1/instruments',
  ]) {
    expect([path, (await fetch(new URL(path, world.url))).status]).toEqual([path, 404]);
  }
  expect((await fetch(new URL('/api/docs/..%2f..%2fpackage.json', world.url))).status).toBe(404);
  expect((await fetch(new URL('/api/docs', world.url))).status).toBe(200);
});

test('a socket that changes hands hears nothing of the one before', async () => {
  const company = await signInAs(world.url, 'company');
  const other = await signInAs(world.url, 'company-2');
  const socket = new WebSocket(`ws://127.0.0.1:${world.running.port}${LIVE_PATH}`);
  const events: { event: string }[] = [];
  socket.on('message', (data: Buffer) => events.push(JSON.parse(data.toString()) as never));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ auth: company.token }));
  socket.send(JSON.stringify({ subscribe: ['me'] }));
  socket.send(JSON.stringify({ auth: other.token }));
  await pause(200);
  await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-29T06:00:00.000Z',
      endsAt: '2026-11-29T07:00:00.000Z',
    },
  });
  await pause(500);
  expect(events.map(({ event }) => event)).toEqual(['ready', 'snapshot', 'ready']);
  socket.close();
});

test('a frozen phone does not keep a server from ending', async () => {
  const second = await run({ ...world.config, roles: new Set(['web']) }, { clock: world.clock });
  const frozen = connect(second.port, '127.0.0.1');
  frozen.write(upgrade(LIVE_PATH));
  await pause(200);
  frozen.pause();
  const startedAt = Date.now();
  await second.stop();
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  frozen.destroy();
});

test('a worker elsewhere is woken over Redis', async () => {
  const channel = `${world.config.namespace}:wake`;
  const [, subscribers] = (await world.deps.redis.pubsub('NUMSUB', channel)) as [string, number];
  expect(subscribers).toBeGreaterThan(0);
});
