import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { ulid } from 'ulid';
import { readConfig } from '../../bff/src/config.ts';
import { dropOrphans } from '../../bff/src/features/results/use-cases/drop-orphans.ts';
import { CuttingLine } from '../support/cutting-line.ts';
import {
  awaitResults,
  castOf,
  type Cast,
  formOf,
  plantResultsStage,
} from '../support/results-stage.ts';
import { openS3, type S3Server } from '../support/s3-server.ts';
import { idOf, TusClient } from '../support/tus-client.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(120_000);

const MEGABYTE = 1024 * 1024;
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

let store: S3Server;
let world: World;
let cast: Cast;
let tus: TusClient;

beforeAll(async () => {
  store = await openS3();
  const { storage } = readConfig({
    ...process.env,
    DAYI_STORAGE: store.url,
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
  });
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantResultsStage,
    config: { storage },
  });
  cast = await castOf(world);
  tus = new TusClient(world.url, cast.operator);
});
afterAll(async () => {
  await world.stop();
  await store.close();
});

async function fetchFile(params: { id: string }, fileId: string, range = ''): Promise<Uint8Array> {
  const link = await cast.company.call('createDownloadLink', { params: { ...params, fileId } });
  const headers: Record<string, string> = range === '' ? {} : { range };
  const answer = await fetch(new URL(link.body.url, world.url), { headers });
  return new Uint8Array(await answer.arrayBuffer());
}

test('a large file goes into the bucket in pieces over a broken line and comes out whole', async () => {
  const content = randomBytes(23 * MEGABYTE);
  const created = await tus.create(content.length, { filename: 'raw.bin' });
  const path = String(created.headers.location);
  const line = new CuttingLine(new URL(world.url));
  await line.open();
  try {
    line.cutAfter(Infinity, 12 * MEGABYTE);
    const far = new TusClient(line.url, cast.operator);
    const done = await far.sendAll(path, content.length, (offset) => content.subarray(offset));
    expect([done.status, line.cuts]).toEqual([204, 1]);
  } finally {
    await line.close();
  }
  const params = await awaitResults(world, cast);
  const { body } = await cast.operator.make('releaseResult', {
    params,
    body: { files: [idOf(path)] },
  });
  const [file] = body.result.files;
  expect(file).toMatchObject({ sizeBytes: content.length, sha256: hashOf(content) });
  expect(hashOf(await fetchFile(params, file!.id))).toBe(hashOf(content));
  const part = await fetchFile(params, file!.id, 'bytes=1000-1999');
  expect(Buffer.from(part)).toEqual(content.subarray(1000, 2000));
});

test('files of a form lie there too, small ones and large ones', async () => {
  const large = new Uint8Array(randomBytes(17 * MEGABYTE));
  const params = await awaitResults(world, cast);
  const { body } = await cast.operator.make('releaseResult', {
    params,
    raw: formOf({ 'a.pdf': '%PDF-1.7', 'empty.txt': '', 'large.bin': large }),
  });
  expect(body.result.files.map(({ preview }) => preview)).toEqual(['pdf', null, null]);
  for (const file of body.result.files) {
    expect(hashOf(await fetchFile(params, file.id))).toBe(file.sha256);
  }
});

test('numbered chunks make one object', async () => {
  const content = randomBytes(9 * MEGABYTE);
  const { body: begun } = await cast.operator.call('createChunkedUpload', {
    body: { name: 'photo.jpg', sizeBytes: content.length },
  });
  const chunk = begun.chunkBytes!;
  let last: unknown;
  for (let number = 0; number * chunk < content.length; number += 1) {
    const piece = content.subarray(number * chunk, (number + 1) * chunk);
    const form = new FormData();
    form.append('file', new File([new Uint8Array(piece)], 'chunk'));
    const params = { id: begun.id, number: String(number) };
    last = (await cast.operator.call('sendChunk', { params, raw: form })).body;
  }
  expect(last).toMatchObject({ state: 'whole', sha256: hashOf(content) });
});

test('what is given up, or is not what its hash says, leaves nothing behind', async () => {
  const before = store.keys();
  const created = await tus.create(12 * MEGABYTE, { filename: 'a.bin' });
  const path = String(created.headers.location);
  const half = await tus.send(path, 0, randomBytes(9 * MEGABYTE));
  expect([half.status, await tus.offset(path)]).toEqual([204, 9 * MEGABYTE]);
  expect(store.keys().length).toBeGreaterThan(before.length);
  expect((await tus.ask('DELETE', path)).status).toBe(204);
  expect(store.keys()).toEqual(before);

  const other = await tus.create(10, { filename: 'a.bin', sha256: 'a'.repeat(64) });
  const sent = await tus.send(String(other.headers.location), 0, Buffer.from('0123456789'));
  expect(sent.code).toBe('upload.hash_mismatch');
  expect(store.keys()).toEqual(before);
});

test('files that no delivery speaks of are found in the bucket and removed after a day', async () => {
  const old = ulid(Date.now() - 2 * 86_400_000);
  const young = ulid();
  for (const id of [old, young])
    await world.deps.storage.put(`results/${id}`, Readable.from(['x']));
  expect(store.keys().join(' ')).toContain(old);
  await dropOrphans(world.deps);
  const left = store.keys().join(' ');
  expect([left.includes(young), left.includes(old)]).toEqual([true, false]);
});
