import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Client } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { signInAs } from '../support/client.ts';
import { INSTRUMENTS } from '../support/small-province.ts';
import {
  awaitResults,
  castOf,
  type Cast,
  formOf,
  plantResultsStage,
} from '../support/results-stage.ts';
import { createWorld, type World } from '../support/world.ts';

const DAY = 86_400_000;
const PDF = '%PDF-1.7 report';
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

let world: World;
let cast: Cast;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: (deps) => plantResultsStage(deps, { resultsCheckedBySecond: true, keepResultsDays: 90 }),
  });
  cast = await castOf(world);
});
afterAll(async () => {
  await world.stop();
});

type Params = { id: string };

async function release(params: Params, files: Parameters<typeof formOf>[0], changes = '') {
  return await cast.operator.make('releaseResult', { params, raw: formOf(files, changes) });
}

const resultsFor = async (client: Client, params: Params) =>
  (await client.call('listResults', { params })).body.items;

async function linkOf(client: Client, params: Params, fileId: string, inline?: boolean) {
  return await client.call('createDownloadLink', {
    params: { ...params, fileId },
    query: inline === true ? { inline: 'true' } : {},
  });
}

async function fetchFile(client: Client, params: Params, fileId: string, inline?: boolean) {
  const link = await linkOf(client, params, fileId, inline);
  return await fetch(new URL(link.body.url, world.url));
}

async function noticesOf(userId: string, bookingId: string): Promise<string[]> {
  const about = { user_id: userId, booking_id: bookingId };
  const rows: { kind: string }[] = await world.deps.db('notices').where(about).select('kind');
  return rows.map(({ kind }) => kind);
}

const isTold = (userId: string, bookingId: string, kind: string) =>
  eventually(async () => (await noticesOf(userId, bookingId)).includes(kind));

describe('versions', () => {
  test('a later delivery is a new one, the older stays, and what changed is told', async () => {
    const params = await awaitResults(world, cast);
    await release(params, { 'report.pdf': PDF, 'a.csv': '1', 'old.csv': '9' });
    world.clock.advance(2 * DAY);
    const second = await release(
      params,
      { 'report.pdf': `${PDF} 2`, 'a.csv': '1', 'new.csv': '3' },
      '补测了一个样品',
    );
    expect(second.body.result).toMatchObject({
      version: 2,
      changes: '补测了一个样品',
      compared: {
        added: ['new.csv'],
        changed: ['report.pdf'],
        removed: ['old.csv'],
        same: ['a.csv'],
      },
    });
    const closesAt = Date.parse(second.body.booking.autoCloseAt!);
    expect(Math.round((closesAt - world.clock.now().getTime()) / DAY)).toBe(7);
    const seen = await resultsFor(cast.company, params);
    expect(seen.map(({ version }) => version)).toEqual([2, 1]);
    expect(seen[1]).toMatchObject({ compared: null });
    for (const { files } of seen) {
      expect((await fetchFile(cast.company, params, files[0]!.id)).status).toBe(200);
    }
    await isTold('USERCOMPANY', params.id, 'booking.delivered');
  });

  test('nothing is delivered any more once it counts as accepted', async () => {
    const params = await awaitResults(world, cast);
    await release(params, { 'a.csv': '1' });
    await cast.company.call('acceptResult', { params });
    const late = await release(params, { 'a.csv': '2' });
    expect(late.problem.code).toBe('booking.state_conflict');
  });

  test('a dispute is answered by a new version: seven days anew, no settlement before', async () => {
    const params = await awaitResults(world, cast);
    await release(params, { 'a.csv': '1' });
    const disputed = await cast.company.call('disputeResult', {
      params,
      body: { reason: '缺一个样品' },
    });
    expect(disputed.body).toMatchObject({ state: 'disputed', autoCloseAt: null });
    await isTold('USEROPERATOR', params.id, 'booking.disputed');
    await isTold('USERUNIT-ADMIN', params.id, 'booking.disputed');
    const crews = await cast.operator.call('getBooking', { params });
    expect(crews.body.may).toContain('release_result');
    world.clock.advance(10 * DAY);
    const answer = await release(params, { 'a.csv': '1', 'b.csv': '2' }, '补上了');
    expect(answer.body.booking.state).toBe('completed');
    const closesAt = Date.parse(answer.body.booking.autoCloseAt!);
    expect(Math.round((closesAt - world.clock.now().getTime()) / DAY)).toBe(7);
    await isTold('USERCOMPANY', params.id, 'booking.answered');
    const again = await cast.company.call('disputeResult', {
      params,
      body: { reason: '还缺一份' },
    });
    expect(again.body.state).toBe('disputed');
    const closed = await cast.admin.call('resolveDispute', {
      params,
      body: { decision: 'close', billFen: 1_000, reason: '退一部分' },
    });
    expect(closed.body.state).toBe('closed');
    await isTold('USERCOMPANY', params.id, 'booking.resolved');
    await isTold('USEROPERATOR', params.id, 'booking.resolved');
  });

  test.each([
    ['three characters', '太模糊', 400],
    ['a family of four people, one character', '👨‍👩‍👧‍👦', 400],
    ['four characters', '图像模糊', 200],
  ])('a reason for a dispute of %s (%s) is answered %i', async (_what, reason, status) => {
    const params = await awaitResults(world, cast);
    await release(params, { 'a.csv': '1' });
    const answer = await cast.company.call('disputeResult', { params, body: { reason } });
    expect(answer.status).toBe(status);
    if (status === 400) {
      expect(answer.problem.errors).toMatchObject([
        { path: 'body.reason', code: 'field.too_small' },
      ]);
    }
  });

  test('who judges a dispute sees what was delivered, but reads no file', async () => {
    const params = await awaitResults(world, cast);
    const { body } = await release(params, { 'a.csv': '1' });
    expect((await resultsFor(cast.admin, params)).length).toBe(1);
    const link = await linkOf(cast.admin, params, body.result.files[0]!.id);
    expect([link.status, link.problem.code]).toEqual([403, 'access.forbidden']);
    const log = await cast.admin.call('listDownloads', { params });
    expect(log.problem.code).toBe('access.forbidden');
  });
});

describe('where a second person checks', () => {
  const check = async (client: Client, params: Params, resultId: string, body: object) =>
    await client.call('checkResult', {
      params: { ...params, resultId },
      body: body as Record<string, unknown>,
    });
  const wait = async () => {
    const params = await awaitResults(world, cast, INSTRUMENTS.twin);
    const { body } = await release(params, { 'a.csv': '1' });
    return { params, result: body.result, booking: body.booking };
  };

  test('the owner sees nothing until somebody else has released it', async () => {
    const { params, result, booking } = await wait();
    expect(result).toMatchObject({ state: 'awaiting_check', version: null, releasedAt: null });
    expect(booking).toMatchObject({
      state: 'awaiting_results',
      resultsCount: 0,
      resultsWaiting: true,
    });
    expect(booking.may).not.toContain('check_result');
    expect(await resultsFor(cast.company, params)).toEqual([]);
    const owners = await cast.company.call('getBooking', { params });
    expect(owners.body.resultsWaiting).toBe(false);
    const peek = await linkOf(cast.company, params, result.files[0]!.id);
    expect([peek.status, peek.problem.code]).toEqual([404, 'result.not_found']);
    await isTold('USEROPERATOR-2', params.id, 'booking.check_waiting');

    const own = await check(cast.operator, params, result.id, { decision: 'release' });
    expect([own.status, own.problem.code]).toEqual([403, 'result.own_check']);
    const theirs = await check(cast.company, params, result.id, { decision: 'release' });
    expect(theirs.problem.code).toBe('access.forbidden');
    const listed = await cast.second.call('listBookings', {
      query: { role: 'crew', resultsWaiting: 'true' },
    });
    expect(listed.body.items.map(({ id }) => id)).toEqual([params.id]);
    expect(listed.body.items[0]!.may).toContain('check_result');

    const done = await check(cast.second, params, result.id, { decision: 'release' });
    expect(done.body.result).toMatchObject({
      state: 'released',
      version: 1,
      releasedBy: cast.operator.user!.name,
      checkedBy: '吴海涛',
    });
    expect(done.body.booking).toMatchObject({ state: 'completed', resultsCount: 1 });
    expect(await resultsFor(cast.company, params)).toHaveLength(1);
    await isTold('USERCOMPANY', params.id, 'booking.completed');
    const twice = await check(cast.second, params, result.id, { decision: 'release' });
    expect([twice.status, twice.problem.code]).toEqual([409, 'booking.state_conflict']);
  });

  test('it is sent back with a reason, delivered again and counted from one', async () => {
    const { params, result } = await wait();
    const bare = await check(cast.second, params, result.id, { decision: 'send_back' });
    expect([bare.status, bare.problem.errors?.[0]?.path]).toEqual([400, 'body.reason']);
    const sent = await check(cast.second, params, result.id, {
      decision: 'send_back',
      reason: '标尺不对',
    });
    expect(sent.body.result).toMatchObject({ state: 'sent_back', reason: '标尺不对' });
    expect(sent.body.booking).toMatchObject({ state: 'awaiting_results', resultsWaiting: false });
    await isTold('USEROPERATOR', params.id, 'booking.sent_back');
    const again = await release(params, { 'a.csv': '2' });
    const done = await check(cast.second, params, again.body.result.id, { decision: 'release' });
    expect(done.body.result.version).toBe(1);
    expect(await resultsFor(cast.company, params)).toHaveLength(1);
    const crews = await resultsFor(cast.operator, params);
    expect(crews.map(({ state }) => state)).toEqual(['released', 'sent_back']);
  });

  test('a new delivery takes the place of one that waits', async () => {
    const { params, result } = await wait();
    const newer = await release(params, { 'a.csv': '2' });
    const old = await check(cast.second, params, result.id, { decision: 'release' });
    expect(old.problem.code).toBe('booking.state_conflict');
    const done = await check(cast.second, params, newer.body.result.id, { decision: 'release' });
    expect(done.body.result.version).toBe(1);
    const crews = await resultsFor(cast.operator, params);
    expect(crews.map(({ state }) => state)).toEqual(['released', 'withdrawn']);
  });

  test('who is left alone in the crew releases it with a reason, which its owner reads', async () => {
    const { params, result } = await wait();
    const grants = () => world.deps.db('role_grants').where({ user_id: 'USEROPERATOR-2' });
    const [left] = (await grants()) as Record<string, unknown>[];
    await grants().delete();
    const booking = await cast.operator.call('getBooking', { params });
    expect(booking.body.may).toContain('release_alone');
    const bare = await check(cast.operator, params, result.id, { decision: 'release' });
    expect([bare.status, bare.problem.code]).toEqual([422, 'result.alone_reason']);
    const done = await check(cast.operator, params, result.id, {
      decision: 'release',
      reason: '同事调离',
    });
    expect(done.body.result).toMatchObject({ state: 'released', version: 1, reason: '同事调离' });
    expect(done.body.booking).toMatchObject({ state: 'completed', resultsWaiting: false });
    const [seen] = await resultsFor(cast.company, params);
    expect(seen).toMatchObject({ reason: '同事调离' });
    await world.deps.db('role_grants').insert(left!);
  });

  test('two who release it at once release it once', async () => {
    const { params, result } = await wait();
    await cast.second.call('getMe');
    const answers = await Promise.all(
      [1, 2, 3].map(() => check(cast.second, params, result.id, { decision: 'release' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const booking = await cast.operator.call('getBooking', { params });
    expect(booking.body.resultsCount).toBe(1);
  });
});

describe('names and contents', () => {
  test.each([['../../x'], ['a\\b'], ['/etc/passwd']])('%j is refused by name', async (name) => {
    const params = await awaitResults(world, cast);
    const boundary = 'b7';
    const raw =
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n` +
      `content-type: text/csv\r\n\r\nx\r\n--${boundary}--\r\n`;
    const answer = await cast.operator.make('releaseResult', {
      params,
      raw,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    expect([answer.status, answer.problem.code]).toEqual([422, 'result.file_name_invalid']);
  });

  test('marks that turn a name round are taken out of it', async () => {
    const params = await awaitResults(world, cast);
    const { body } = await release(params, { 'report\u202efdp.exe': 'MZ' });
    expect(body.result.files[0]!.name).toBe('reportfdp.exe');
  });

  test('an HTML report is never rendered, whatever it calls itself', async () => {
    const params = await awaitResults(world, cast);
    const page = '<html><script>alert(1)</script></html>';
    const { body } = await release(params, { 'report.html': page, 'report.pdf': page });
    for (const { id, preview } of body.result.files) {
      expect(preview).toBeNull();
      const inline = await linkOf(cast.company, params, id, true);
      expect([inline.status, inline.problem.code]).toEqual([422, 'result.no_preview']);
      const file = await fetchFile(cast.company, params, id);
      expect(file.headers.get('content-type')).toBe('application/octet-stream');
      expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
      expect(file.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    }
  });

  test('PDF and pictures are shown by what they are', async () => {
    const params = await awaitResults(world, cast);
    const { body } = await release(params, { 'report.html': PDF, 'picture.txt': PNG });
    const [pdf, picture] = body.result.files;
    expect([pdf!.preview, picture!.preview]).toEqual(['pdf', 'image']);
    const shown = await fetchFile(cast.company, params, picture!.id, true);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toMatch(/^inline/);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const report = await fetchFile(cast.company, params, pdf!.id, true);
    expect(report.headers.get('content-type')).toBe('application/pdf');
    expect(report.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a zip of ten gigabytes of zeros stays the file it is', async () => {
    const params = await awaitResults(world, cast);
    // One member that says it unpacks to ten gigabytes; its deflated start is zeros.
    const zeros = deflateRawSync(Buffer.alloc(8 * 1024 * 1024));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(zeros.length, 18);
    head.writeUInt32LE(0xffffffff, 22);
    const zip = new Uint8Array(Buffer.concat([head, zeros]));
    const { body } = await release(params, { 'raw.zip': zip });
    const [file] = body.result.files;
    expect(file).toMatchObject({
      sizeBytes: zip.length,
      sha256: createHash('sha256').update(zip).digest('hex'),
      preview: null,
    });
    const fetched = await fetchFile(cast.company, params, file!.id);
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(zip);
  });
});

describe('downloads', () => {
  test('come in ranges, and who fetched what is told to crew and owner', async () => {
    const params = await awaitResults(world, cast);
    const { body } = await release(params, { 'report.pdf': '%PDF-0123456789' });
    const fileId = body.result.files[0]!.id;
    const { body: link } = await linkOf(cast.company, params, fileId);
    const url = new URL(link.url, world.url);
    const part = async (range: string) => await fetch(url, { headers: { range } });
    const first = await part('bytes=0-4');
    expect([first.status, await first.text()]).toEqual([206, '%PDF-']);
    expect(first.headers.get('content-range')).toBe('bytes 0-4/15');
    const rest = await part('bytes=5-');
    expect([rest.status, await rest.text()]).toEqual([206, '0123456789']);
    const outside = await part('bytes=99-');
    expect([outside.status, ((await outside.json()) as { code: string }).code]).toEqual([
      416,
      'download.range_invalid',
    ]);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '15']);
    await fetchFile(cast.operator, params, fileId, true);
    for (const reader of [cast.company, cast.second]) {
      const log = await reader.call('listDownloads', { params });
      expect(log.body.total).toBe(2);
      expect(log.body.items).toMatchObject([
        { who: cast.operator.user!.name, fileName: 'report.pdf', version: 1, isPreview: true },
        { who: cast.company.user!.name, fileName: 'report.pdf', version: 1, isPreview: false },
      ]);
    }
    const page = await cast.company.call('listDownloads', { params, query: { limit: '1' } });
    const next = await cast.company.call('listDownloads', {
      params,
      query: { limit: '1', cursor: page.body.nextCursor! },
    });
    expect(next.body.items).toMatchObject([{ who: cast.company.user!.name }]);
    const stranger = await signInAs(world.url, 'company-2');
    expect((await stranger.call('listDownloads', { params })).status).toBe(404);
  });
});
