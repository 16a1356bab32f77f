import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tidyUploads } from '../../bff/src/features/results/use-cases/drop-upload.ts';
import { signInAs, type Client } from '../support/client.ts';
import { CuttingLine } from '../support/cutting-line.ts';
import { awaitResults, castOf, type Cast, plantResultsStage } from '../support/results-stage.ts';
import { idOf, TusClient } from '../support/tus-client.ts';
import { createWorld, type World } from '../support/world.ts';

const MEGABYTE = 1024 * 1024;
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

let world: World;
let cast: Cast;
let tus: TusClient;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantResultsStage,
    config: { uploadBytes: 64 * MEGABYTE },
  });
  cast = await castOf(world);
  tus = new TusClient(world.url, cast.operator);
});
afterAll(async () => {
  await world.stop();
});

async function uploadOf(content: Buffer, name = 'data.bin', sha256?: string) {
  const metadata = { filename: name, ...(sha256 === undefined ? {} : { sha256 }) };
  const created = await tus.create(content.length, metadata);
  const path = String(created.headers.location);
  const sent = await tus.send(path, 0, content);
  return { path, id: idOf(path), created, sent };
}

describe('by tus', () => {
  test('what is spoken is told to anyone', async () => {
    const answer = await new TusClient(world.url, undefined).ask('OPTIONS', '/api/v1/uploads');
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-resumable': '1.0.0',
      'tus-max-size': String(64 * MEGABYTE),
    });
    expect(answer.headers['tus-extension']).toContain('termination');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a file arrives in pieces and is delivered', async () => {
    const content = randomBytes(300_000);
    const created = await tus.create(content.length, { filename: '原始数据.csv' });
    expect(created.status).toBe(201);
    const path = String(created.headers.location);
    expect(path).toMatch(/^\/api\/v1\/uploads\/[0-9A-Z]{26}$/);
    const first = await tus.send(path, 0, content.subarray(0, 100_000));
    expect([first.status, first.headers['upload-offset']]).toEqual([204, '100000']);
    expect(await tus.offset(path)).toBe(100_000);
    const second = await tus.send(path, 100_000, content.subarray(100_000));
    expect([second.status, second.headers['upload-offset']]).toEqual([204, '300000']);

    const read = await cast.operator.call('readUpload', { params: { id: idOf(path) } });
    expect(read.body).toMatchObject({
      name: '原始数据.csv',
      state: 'whole',
      offset: 300_000,
      sha256: hashOf(content),
    });
    const params = await awaitResults(world, cast);
    const released = await cast.operator.make('releaseResult', {
      params,
      body: { summary: '两个样品', files: [idOf(path)] },
    });
    expect(released.status).toBe(201);
    expect(released.body.booking).toMatchObject({ state: 'completed', resultsCount: 1 });
    const [file] = released.body.result.files;
    expect(file).toMatchObject({
      name: '原始数据.csv',
      sizeBytes: 300_000,
      sha256: hashOf(content),
      preview: null,
      scan: { state: 'none' },
    });
    const link = await cast.company.call('createDownloadLink', {
      params: { ...params, fileId: file!.id },
    });
    const fetched = await fetch(new URL(link.body.url, world.url));
    expect(hashOf(Buffer.from(await fetched.arrayBuffer()))).toBe(hashOf(content));

    const again = await cast.operator.make('releaseResult', {
      params,
      body: { files: [idOf(path)] },
    });
    expect([again.status, again.problem.code]).toEqual([409, 'upload.used']);
    expect((await tus.send(path, 0, content)).code).toBe('upload.used');
    expect((await tus.ask('DELETE', path)).code).toBe('upload.used');
    expect(await tus.offset(path)).toBe(300_000);
  });

  test('bytes may come with the creation, and a file may be empty', async () => {
    const content = Buffer.from('hello');
    const created = await tus.create(5, { filename: 'a.txt' }, {}, content);
    expect([created.status, created.headers['upload-offset']]).toEqual([201, '5']);
    const whole = await cast.operator.call('readUpload', {
      params: { id: idOf(created.headers.location) },
    });
    expect(whole.body).toMatchObject({ state: 'whole', sha256: hashOf(content) });
    const empty = await tus.create(0, { filename: 'empty.txt' });
    const read = await cast.operator.call('readUpload', {
      params: { id: idOf(empty.headers.location) },
    });
    expect(read.body).toMatchObject({ state: 'whole', sha256: hashOf(Buffer.alloc(0)) });
  });

  test('a length said later is taken', async () => {
    const metadata = `filename ${Buffer.from('late.bin').toString('base64')}`;
    const headers = { 'upload-defer-length': '1', 'upload-metadata': metadata };
    const created = await tus.ask('POST', '/api/v1/uploads', headers, Buffer.alloc(0));
    const path = String(created.headers.location);
    const sent = await tus.send(path, 0, Buffer.from('0123456789'), { 'upload-length': '10' });
    expect(sent.status).toBe(204);
    const read = await cast.operator.call('readUpload', { params: { id: idOf(path) } });
    expect(read.body).toMatchObject({ state: 'whole', sizeBytes: 10 });
  });

  test('forty megabytes over a line cut ten times arrive whole', async () => {
    const content = randomBytes(40 * MEGABYTE);
    const line = new CuttingLine(new URL(world.url));
    await line.open();
    try {
      const created = await tus.create(content.length, { filename: 'large.raw' });
      const path = String(created.headers.location);
      // Every second connection asks where the server stands.
      const cuts = Array.from({ length: 10 }, (_, index) => [
        Infinity,
        (2 + (index % 3)) * MEGABYTE,
      ]);
      line.cutAfter(...cuts.flat());
      const far = new TusClient(line.url, cast.operator);
      const done = await far.sendAll(path, content.length, (offset) => content.subarray(offset));
      expect([done.status, line.cuts]).toEqual([204, 10]);
      const read = await cast.operator.call('readUpload', { params: { id: idOf(path) } });
      expect(read.body).toMatchObject({ state: 'whole', sha256: hashOf(content) });
    } finally {
      await line.close();
    }
  });

  test('a line that hangs gives way to the one that goes on', async () => {
    const content = randomBytes(200_000);
    const created = await tus.create(content.length, { filename: 'hang.bin' });
    const path = String(created.headers.location);
    const { request } = await import('node:http');
    const hanging = request(new URL(path, world.url), {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        authorization: `Bearer ${cast.operator.token}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': '200000',
      },
    });
    hanging.on('error', () => undefined);
    hanging.write(content.subarray(0, 80_000));
    await pause(400);
    const offset = await tus.offset(path);
    expect(offset).toBe(80_000);
    expect((await tus.send(path, offset, content.subarray(offset))).status).toBe(204);
    hanging.destroy();
    const read = await cast.operator.call('readUpload', { params: { id: idOf(path) } });
    expect(read.body.sha256).toBe(hashOf(content));
  });

  test('the hash is found again where the process that began it is gone', async () => {
    const content = randomBytes(50_000);
    const created = await tus.create(content.length, { filename: 'two-nodes.bin' });
    const path = String(created.headers.location);
    await tus.send(path, 0, content.subarray(0, 20_000));
    const { run } = await import('../../bff/src/main.ts');
    const other = await run({ ...world.config, roles: new Set(['web']) }, { clock: world.clock });
    try {
      const there = new TusClient(`http://127.0.0.1:${other.port}`, cast.operator);
      expect((await there.send(path, 20_000, content.subarray(20_000))).status).toBe(204);
    } finally {
      await other.stop();
    }
    const read = await cast.operator.call('readUpload', { params: { id: idOf(path) } });
    expect(read.body).toMatchObject({ state: 'whole', sha256: hashOf(content) });
  });
});

describe('refused by name', () => {
  test('a file that is not what its hash says, and nothing can be delivered of it', async () => {
    const content = randomBytes(1_000);
    const { id, sent } = await uploadOf(content, 'a.bin', hashOf(Buffer.from('another')));
    expect([sent.status, sent.code]).toEqual([422, 'upload.hash_mismatch']);
    expect(existsSync(join(world.config.dataFolder, 'files/uploads', id))).toBe(false);
    const params = await awaitResults(world, cast);
    const released = await cast.operator.make('releaseResult', { params, body: { files: [id] } });
    expect(released.problem.code).toBe('upload.hash_mismatch');
    const good = await uploadOf(content, 'a.bin', hashOf(content).toUpperCase());
    expect(good.sent.status).toBe(204);
  });

  test.each([
    ['a hash that is none', { filename: 'a.bin', sha256: 'abc' }, 10, 422, 'upload.hash_invalid'],
    ['a path', { filename: '../../x' }, 10, 422, 'result.file_name_invalid'],
    ['no name', { filetype: 'text/csv' }, 10, 422, 'result.file_name_invalid'],
    ['too much', { filename: 'a.bin' }, 65 * MEGABYTE, 413, 'upload.too_large'],
  ] as const)('%s', async (_what, metadata, size, status, code) => {
    const answer = await tus.create(size, metadata);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.headers['tus-resumable']).toBe('1.0.0');
  });

  test('a wrong offset, another protocol, more than was said', async () => {
    const created = await tus.create(10, { filename: 'a.bin' });
    const path = String(created.headers.location);
    const wrong = await tus.send(path, 5, Buffer.from('12345'));
    expect([wrong.status, wrong.code]).toEqual([409, 'upload.offset_conflict']);
    const old = await tus.ask('HEAD', path, { 'tus-resumable': '0.2.2' });
    expect([old.status, old.headers['tus-version']]).toEqual([412, '1.0.0']);
    const none = await fetch(new URL('/api/v1/uploads', world.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${cast.operator.token}` },
    });
    expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([
      412,
      'upload.protocol_unknown',
    ]);
    const more = await tus.send(path, 0, Buffer.alloc(11));
    expect([more.status, more.code]).toEqual([413, 'upload.too_large']);
    expect(await tus.offset(path)).toBe(0);
  });

  test('one that is not whole yet', async () => {
    const created = await tus.create(10, { filename: 'a.bin' });
    const params = await awaitResults(world, cast);
    const released = await cast.operator.make('releaseResult', {
      params,
      body: { files: [idOf(created.headers.location)] },
    });
    expect([released.status, released.problem.code]).toEqual([422, 'upload.incomplete']);
    const booking = await cast.operator.call('getBooking', { params });
    expect(booking.body.state).toBe('awaiting_results');
  });

  test('another’s upload, and anyone who delivers nothing', async () => {
    const { id, path } = await uploadOf(Buffer.from('mine'));
    const other = await signInAs(world.url, 'operator-foreign');
    for (const route of ['readUpload', 'dropUpload'] as const) {
      const answer = await other.call(route, { params: { id } });
      expect([answer.status, answer.problem.code]).toEqual([404, 'upload.not_found']);
    }
    const theirs = new TusClient(world.url, other);
    expect((await theirs.ask('HEAD', path)).status).toBe(404);
    expect((await theirs.send(path, 4, Buffer.from('x'))).code).toBe('upload.not_found');
    const params = await awaitResults(world, cast);
    const second = await cast.second.make('releaseResult', { params, body: { files: [id] } });
    expect(second.problem.code).toBe('upload.not_found');
    const visitor = new TusClient(world.url, undefined);
    expect((await visitor.create(1, { filename: 'a' })).code).toBe('auth.required');
    const researcher = new TusClient(world.url, cast.company);
    expect((await researcher.create(1, { filename: 'a' })).code).toBe('access.forbidden');
  });
});

test('a delivery asked for again under one key is the first one', async () => {
  const { id } = await uploadOf(Buffer.from('once'));
  const params = await awaitResults(world, cast);
  const wish = { params, key: 'deliver-once-1', body: { summary: 's', files: [id] } };
  const answers = await Promise.all([1, 2, 3].map(() => cast.operator.make('releaseResult', wish)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.result.id)).size).toBe(1);
  const other = await cast.operator.make('releaseResult', {
    ...wish,
    body: { summary: 'else', files: [id] },
  });
  expect(other.problem.code).toBe('idempotency.body_differs');
});

test('what is given up, or not delivered in time, leaves nothing behind', async () => {
  const folder = join(world.config.dataFolder, 'files/uploads');
  const dropped = await uploadOf(Buffer.from('dropped'));
  expect((await tus.ask('DELETE', dropped.path)).status).toBe(204);
  expect(readdirSync(folder).some((name) => name.startsWith(dropped.id))).toBe(false);
  expect((await tus.ask('HEAD', dropped.path)).status).toBe(404);

  const delivered = await uploadOf(Buffer.from('delivered'));
  const params = await awaitResults(world, cast);
  await cast.operator.make('releaseResult', { params, body: { files: [delivered.id] } });
  const left = await uploadOf(Buffer.from('left'));
  world.clock.advance(world.config.uploadHours * 3_600_000 + 1_000);
  cast = await castOf(world);
  tus = new TusClient(world.url, cast.operator);
  const late = await cast.operator.call('readUpload', { params: { id: left.id } });
  expect([late.status, late.problem.code]).toEqual([410, 'upload.expired']);
  while ((await tidyUploads(world.deps)) > 0);
  expect(readdirSync(folder).filter((name) => name.startsWith(left.id))).toEqual([]);
  expect(readdirSync(folder)).toContain(delivered.id);
  expect(await world.deps.db('uploads').where({ id: left.id }).first()).toBeUndefined();
});

describe('in numbered chunks', () => {
  const CHUNK = 4 * MEGABYTE;
  const content = randomBytes(2 * CHUNK + 100);
  const begin = async (more: Record<string, unknown> = {}) => {
    const body = { name: '照片.jpg', sizeBytes: content.length, ...more };
    const begun = await cast.operator.call('createChunkedUpload', { body });
    expect(begun.body).toMatchObject({ offset: 0, nextChunk: 0, chunkBytes: CHUNK });
    return begun.body.id;
  };
  const send = async (
    id: string,
    number: number,
    piece = content.subarray(number * CHUNK, (number + 1) * CHUNK),
    query: Record<string, string> = {},
    client: Client = cast.operator,
  ) => {
    const form = new FormData();
    form.append('file', new File([new Uint8Array(piece)], 'chunk'));
    const params = { id, number: String(number) };
    return await client.call('sendChunk', { params, query, raw: form });
  };

  test('a file arrives; the same chunk twice is harmless, another order is refused', async () => {
    const id = await begin();
    const first = await send(id, 0);
    expect(first.body).toMatchObject({ offset: CHUNK, nextChunk: 1, state: 'arriving' });
    const skipped = await send(id, 2);
    expect([skipped.status, skipped.problem.code]).toEqual([409, 'upload.offset_conflict']);
    expect(skipped.problem.errors).toEqual([
      { path: 'params.number', code: 'field.expected', message: '应为 1。' },
    ]);
    expect(skipped.headers.get('upload-offset')).toBe(String(CHUNK));
    expect((await send(id, 0)).body).toMatchObject({ offset: CHUNK });
    expect((await send(id, 1)).body).toMatchObject({ offset: 2 * CHUNK, nextChunk: 2 });
    const last = await send(id, 2, undefined, { sha256: hashOf(content) });
    expect(last.body).toMatchObject({ state: 'whole', sha256: hashOf(content) });
    expect((await send(id, 2)).body).toMatchObject({ state: 'whole' });
    const params = await awaitResults(world, cast);
    const released = await cast.operator.make('releaseResult', { params, body: { files: [id] } });
    expect(released.body.result.files).toMatchObject([
      { name: '照片.jpg', sha256: hashOf(content) },
    ]);
  });

  test('a chunk whose line broke goes on where it stands', async () => {
    const id = await begin();
    const line = new CuttingLine(new URL(world.url));
    await line.open();
    try {
      line.cutAfter(MEGABYTE);
      const form = new FormData();
      form.append('file', new File([new Uint8Array(content.subarray(0, CHUNK))], 'chunk'));
      const far = fetch(`${line.url}/api/v1/uploads/${id}/chunks/0`, {
        method: 'POST',
        headers: { authorization: `Bearer ${cast.operator.token}` },
        body: form,
      });
      await expect(far).rejects.toThrow();
    } finally {
      await line.close();
    }
    await pause(200);
    const stands = await cast.operator.call('readUpload', { params: { id } });
    expect(stands.body.offset).toBeGreaterThan(500_000);
    for (const number of [0, 1, 2]) await send(id, number);
    const read = await cast.operator.call('readUpload', { params: { id } });
    expect(read.body).toMatchObject({ state: 'whole', sha256: hashOf(content) });
  });

  test('a wrong hash, too large a chunk, no file and another’s upload are refused', async () => {
    const wrong = await begin({ sha256: hashOf(Buffer.from('x')) });
    await send(wrong, 0);
    await send(wrong, 1);
    expect((await send(wrong, 2)).problem.code).toBe('upload.hash_mismatch');
    const id = await begin();
    const large = await send(id, 0, Buffer.alloc(CHUNK + 1));
    expect([large.status, large.problem.code]).toEqual([413, 'request.too_large']);
    const form = new FormData();
    form.set('nothing', 'here');
    const none = await cast.operator.call('sendChunk', {
      params: { id, number: '0' },
      raw: form,
    });
    expect(none.problem.code).toBe('result.file_missing');
    const theirs = await send(id, 0, undefined, {}, cast.second);
    expect([theirs.status, theirs.problem.code]).toEqual([404, 'upload.not_found']);
  });
});
