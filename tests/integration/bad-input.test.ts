import { randomUUID } from 'node:crypto';
import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time' as const,
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T08:00:00.000Z',
};

let world: World;
let company: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  company = await signInAs(world.url, 'company');
});
afterAll(async () => {
  await world.stop();
});

async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['bookings', 'booking_cells', 'payments', 'ledger_postings', 'outbox']) {
    const row = (await world.deps.db(table).count('* as n').first()) as { n: number };
    counts[table] = row.n;
  }
  return counts;
}

const quoted = (change: Record<string, unknown>) => ({ ...SLOT, ...change });

test.each([
  ['malformed JSON', { raw: '{"instrumentId": ' }, 400, 'request.malformed'],
  [
    'no JSON at all',
    { raw: 'hello', headers: { 'content-type': 'text/plain' } },
    415,
    'request.unsupported_media',
  ],
  ['an unknown field', { body: quoted({ colour: 'red' }) }, 400, 'request.invalid'],
  ['a wrong type', { body: quoted({ instrumentId: 7 }) }, 400, 'request.invalid'],
  [
    'an absurd date',
    { body: quoted({ endsAt: '9999-01-01T00:00:00.000Z' }) },
    400,
    'request.invalid',
  ],
  [
    'a date that is none',
    { body: quoted({ startsAt: '2026-02-31T25:00:00.000Z' }) },
    400,
    'request.invalid',
  ],
  [
    'a booking of five weeks',
    { body: quoted({ endsAt: '2027-01-01T00:00:00.000Z' }) },
    400,
    'request.invalid',
  ],
  ['an end before the start', { body: quoted({ endsAt: SLOT.startsAt }) }, 400, 'request.invalid'],
  ['a body over the limit', { raw: `"${'x'.repeat(1_100_000)}"` }, 413, 'request.too_large'],
  ['a nested array for a body', { raw: '[[[[]]]]' }, 400, 'request.invalid'],
  [
    'an instrument that is not there',
    { body: quoted({ instrumentId: 'NOSUCH' }) },
    404,
    'instrument.not_found',
  ],
] as const)('%s is named and changes nothing', async (_what, input, status, code) => {
  const before = await rowCounts();
  const answer = await company.make('createBooking', {
    headers: { 'content-type': 'application/json' },
    ...input,
  });
  expect([answer.status, answer.problem.code]).toEqual([status, code]);
  expect(await rowCounts()).toEqual(before);
});

test('field errors name their path and speak the reader’s language', async () => {
  const body = quoted({ colour: 'red', startsAt: 12 });
  const zh = await company.call('createQuote', { body });
  const en = await company.call('createQuote', { body, language: 'en' });
  expect(zh.problem.errors!.map(({ path, code }) => [path, code]).sort()).toEqual([
    ['body.colour', 'field.unknown'],
    ['body.startsAt', 'field.wrong_type'],
  ]);
  expect(zh.problem.errors!.map(({ message }) => message)).toContain('没有这个字段。');
  expect(en.problem.errors!.map(({ message }) => message)).toContain('Unknown field.');
});

test.each([
  ['limit=100000', 'request.invalid'],
  ['limit=-1', 'request.invalid'],
  ['limit=zehn', 'request.invalid'],
  ['cursor=%FF%FE', 'request.cursor_invalid'],
  ['cursor=WzFd.x', 'request.cursor_invalid'],
  ['sort=colour', 'request.invalid'],
  ['near=99,500', 'request.invalid'],
  ['page=3', 'request.invalid'],
])('a list asked with %s is refused', async (query, code) => {
  const response = await fetch(new URL(`/api/v1/instruments?${query}`, world.url));
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    400,
    code,
  ]);
});

test('another’s booking is not there, nor is one that never was', async () => {
  const held = await company.make('createBooking', { body: SLOT });
  const other = await signInAs(world.url, 'company-2');
  for (const id of [held.body.id, '01NOSUCHBOOKING']) {
    const seen = await other.call('getBooking', { params: { id } });
    expect([seen.status, seen.problem.code]).toEqual([404, 'booking.not_found']);
    const paid = await other.make('payBooking', { params: { id }, body: { accountFen: 1 } });
    expect([paid.status, paid.problem.code]).toEqual([404, 'booking.not_found']);
  }
  await company.call('cancelBooking', { params: { id: held.body.id }, body: { reason: '试' } });
});

test('negative money, too little, too much and broken sums buy nothing', async () => {
  const held = await company.make('createBooking', { body: SLOT });
  const params = { id: held.body.id };
  const due = held.body.quote.totalFen;
  const pay = async (body: Record<string, unknown>) => {
    const answer = await company.make('payBooking', { params, body });
    return answer.problem.code;
  };
  const before = await rowCounts();
  expect(await pay({ accountFen: -due })).toBe('request.invalid');
  expect(await pay({ accountFen: due + 0.5 })).toBe('request.invalid');
  expect(await pay({ accountFen: due - 1 })).toBe('payment.parts_mismatch');
  expect(await pay({})).toBe('payment.parts_mismatch');
  expect(await pay({ voucherFen: due })).toBe('payment.parts_mismatch');
  expect(await pay({ voucherGrantId: 'NOSUCH', voucherFen: due })).toBe('voucher.not_found');
  expect(await pay({ voucherGrantId: 'VOUCHEROWN', voucherFen: due })).toBe('voucher.above_share');
  expect(await pay({ accountFen: 0, channel: 'alipay', channelFen: due })).toBe(
    'payment.channel_unavailable',
  );
  expect(await rowCounts()).toEqual(before);
  await company.call('cancelBooking', { params, body: { reason: '试' } });
});

describe('an idempotency key', () => {
  const wish = quoted({
    startsAt: '2026-11-27T06:00:00.000Z',
    endsAt: '2026-11-27T07:00:00.000Z',
  });

  test('replayed gives the first answer again and makes nothing', async () => {
    const key = randomUUID();
    const first = await company.call('createBooking', { body: wish, key });
    const before = await rowCounts();
    const again = await company.call('createBooking', { body: wish, key });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await rowCounts()).toEqual(before);
    const altered = await company.call('createBooking', { body: { ...wish, purpose: 'x' }, key });
    expect([altered.status, altered.problem.code]).toEqual([422, 'idempotency.body_differs']);
    await company.call('cancelBooking', { params: { id: first.body.id }, body: { reason: '试' } });
  });

  test('sent ten times at once makes one booking', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => company.call('createBooking', { body: wish, key })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const id = answers[0]!.body.id;
    await company.call('cancelBooking', { params: { id }, body: { reason: '试' } });
  });

  test('missing or strange is refused', async () => {
    const none = await company.call('createBooking', { body: wish });
    expect(none.problem.code).toBe('idempotency.key_missing');
    const short = await company.call('createBooking', { body: wish, key: 'abc' });
    expect(short.problem.code).toBe('idempotency.key_invalid');
  });

  test('of a refusal is not kept: the same key serves the second try', async () => {
    const key = randomUUID();
    const refused = await company.call('createBooking', {
      body: { ...wish, endsAt: '2026-11-27T16:30:00.000Z' },
      key,
    });
    expect(refused.problem.code).toBe('booking.rules_broken');
    const made = await company.call('createBooking', { body: wish, key });
    expect(made.status).toBe(201);
    await company.call('cancelBooking', { params: { id: made.body.id }, body: { reason: '试' } });
  });
});

test('all broken rules are listed at once, with words', async () => {
  const answer = await company.make('createBooking', {
    body: {
      ...SLOT,
      instrumentId: INSTRUMENTS.sibling,
      startsAt: '2026-11-24T02:07:00.000Z',
      endsAt: '2026-11-24T12:07:00.000Z',
    },
  });
  expect(answer.problem.errors!.map(({ code }) => code)).toEqual([
    'booking.off_grid',
    'booking.too_long',
    'booking.outside_hours',
    'booking.too_soon',
  ]);
  expect(answer.problem.detail).toContain('08:30–17:30');
});

test('who means to change a state that has moved on is told so', async () => {
  const wish = {
    ...SLOT,
    startsAt: '2026-11-28T06:00:00.000Z',
    endsAt: '2026-11-28T07:00:00.000Z',
  };
  const held = await company.make('createBooking', { body: wish });
  const params = { id: held.body.id };
  const seen = (await company.call('getBooking', { params })).headers.get('etag')!;
  const body = { accountFen: held.body.quote.totalFen };
  await company.make('payBooking', { params, body, headers: { 'if-match': seen } });
  const stale = await company.call('cancelBooking', {
    params,
    body: { reason: '试' },
    headers: { 'if-match': seen },
  });
  expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
  const now = (await company.call('getBooking', { params })).headers.get('etag')!;
  const done = await company.call('cancelBooking', {
    params,
    body: { reason: '试' },
    headers: { 'if-match': now },
  });
  expect(done.body.booking.state).toBe('cancelled');
});

test('bad tokens are refused, not ignored', async () => {
  const stranger = new Client(world.url);
  for (const token of ['x', 'a.b.c', `${company.token!.slice(0, -2)}xx`]) {
    stranger.token = token;
    const answer = await stranger.call('listInstruments');
    expect([answer.status, answer.problem.code]).toEqual([401, 'auth.token_invalid']);
  }
});

test('Chinese where a code is expected is a miss, not an error', async () => {
  const nobody = await new Client(world.url).call('createSession', {
    body: { provider: 'demo', persona: '研究员' },
  });
  expect([nobody.status, nobody.problem.code]).toEqual([422, 'auth.persona_unknown']);
  const auditor = await signInAs(world.url, 'auditor');
  const none = await auditor.call('listAuditEvents', { query: { objectKind: '预约' } });
  expect(none.body.items).toEqual([]);
  const cursor = Buffer.from(JSON.stringify(['2026-11-24T00:00:00.000Z', '编号'])).toString(
    'base64url',
  );
  expect((await company.call('listBookings', { query: { cursor } })).status).toBe(200);
});

test('a signed-out session is over', async () => {
  const client = await signInAs(world.url, 'researcher');
  client.refreshToken = undefined;
  expect((await client.call('endSession')).status).toBe(204);
  expect((await client.call('getMe')).status).toBe(401);
});

test.each([
  ['../../etc/passwd', 'result.file_name_invalid'],
  ['a\u0000b.pdf', 'result.file_name_invalid'],
])('a result named %j is refused and leaves no file', async (name, code) => {
  const operator = await signInAs(world.url, 'operator');
  const wish = {
    ...SLOT,
    startsAt: '2026-11-25T06:00:00.000Z',
    endsAt: '2026-11-25T07:00:00.000Z',
  };
  const held = await company.make('createBooking', {
    body: { ...wish, instrumentId: INSTRUMENTS.free },
  });
  const params = { id: held.body.id };
  await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  await operator.call('startBooking', { params, body: {} });
  await operator.call('finishBooking', { params, body: {} });
  const boundary = 'boundary7';
  const raw =
    `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n` +
    `content-type: application/pdf\r\n\r\nx\r\n--${boundary}--\r\n`;
  const answer = await operator.make('releaseResult', {
    params,
    raw,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  expect([answer.status, answer.problem.code]).toEqual([422, code]);
  expect((await operator.call('listResults', { params })).body.items).toEqual([]);
});
