import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readConfig } from '../../bff/src/config.ts';
import { createDeps } from '../../bff/src/main.ts';
import { startProduct } from '../bench/servers.ts';
import { signInAs, type Client } from '../support/client.ts';
import { CuttingLine } from '../support/cutting-line.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { idOf, TusClient } from '../support/tus-client.ts';

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;
const SIZE = Number(process.env['DAYI_UPLOAD_TEST_GB'] ?? 5) * GIGABYTE;
const CUTS = 10;
/** What the server may grow by at most: buffers of the line, of the disk and of the hash. */
const GROWTH = 120 * MEGABYTE;

const say = (text: string) => process.stdout.write(`${text}\n`);
const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(0)} MB`;

const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** Watches a process's memory while something is done. */
async function watching<T>(pid: number, work: () => Promise<T>) {
  let most = rssOf(pid);
  const before = most;
  const timer = setInterval(() => {
    most = Math.max(most, rssOf(pid));
  }, 100);
  const startedAt = performance.now();
  try {
    const answer = await work();
    return { answer, before, most, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    clearInterval(timer);
  }
}

async function hashOf(content: Readable | ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content as AsyncIterable<Uint8Array>) hash.update(piece);
  return hash.digest('hex');
}

/** A used booking of the next half hour, whose results are due. */
async function awaitResults(company: Client, operator: Client): Promise<{ id: string }> {
  const half = 30 * 60_000;
  const start = (Math.floor(Date.now() / half) + 1) * half;
  const at = (ms: number) => new Date(start + ms).toISOString();
  const held = await company.make('createBooking', {
    body: { instrumentId: INSTRUMENTS.free, kind: 'time', startsAt: at(0), endsAt: at(half) },
  });
  const params = { id: held.body.id };
  await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  await operator.call('startBooking', { params, body: {} });
  const ended = await operator.call('finishBooking', { params, body: {} });
  if (ended.body.state !== 'awaiting_results') throw new Error(JSON.stringify(ended.problem));
  return params;
}

const wrong: string[] = [];
const expectThat = (isSo: boolean, what: string) => {
  say(`${isSo ? 'ok  ' : 'FAIL'} ${what}`);
  if (!isSo) wrong.push(what);
};

const folder = mkdtempSync(join(tmpdir(), 'dayi-upload-'));
const file = join(folder, 'raw.bin');
writeFileSync(file, '');
truncateSync(file, SIZE);
const deps = createDeps(readConfig());
await plantSmallProvince(deps);
const server = await startProduct({ DAYI_DATA: join(folder, 'data') });
const line = new CuttingLine(new URL(server.url));
try {
  await line.open();
  const company = await signInAs(server.url, 'company');
  const operator = await signInAs(server.url, 'operator');
  const params = await awaitResults(company, operator);
  const tus = new TusClient(line.url, operator);
  const created = await tus.create(SIZE, { filename: 'raw.bin' });
  const path = String(created.headers.location);
  // Every second connection asks where the server stands.
  const each = Math.floor(SIZE / (CUTS + 1));
  line.cutAfter(...Array.from({ length: CUTS }, () => [Infinity, each]).flat());
  const up = await watching(server.pid, () =>
    tus.sendAll(path, SIZE, (start) => createReadStream(file, { start })),
  );
  const { body: upload } = await operator.call('readUpload', { params: { id: idOf(path) } });
  const sha256 = await hashOf(createReadStream(file));
  say(`${megabytes(SIZE)} over a line cut ${line.cuts} times in ${up.seconds.toFixed(1)} s`);
  say(`server memory ${megabytes(up.before)} before, ${megabytes(up.most)} at most`);
  expectThat(up.answer.status === 204 && line.cuts === CUTS, 'arrived over the cut line');
  expectThat(upload.state === 'whole' && upload.sha256 === sha256, 'whole, by its hash');
  expectThat(up.most - up.before < GROWTH, `memory grew by less than ${megabytes(GROWTH)}`);

  const released = await operator.make('releaseResult', { params, body: { files: [idOf(path)] } });
  const fileId = released.body.result.files[0]!.id;
  const link = await company.call('createDownloadLink', { params: { ...params, fileId } });
  const down = await watching(server.pid, async () => {
    const answer = await fetch(new URL(link.body.url, server.url));
    return await hashOf(answer.body!);
  });
  say(`downloaded in ${down.seconds.toFixed(1)} s`);
  say(`server memory ${megabytes(down.before)} before, ${megabytes(down.most)} at most`);
  expectThat(down.answer === sha256, 'comes out whole');
  expectThat(down.most - down.before < GROWTH, `memory grew by less than ${megabytes(GROWTH)}`);
} finally {
  await line.close();
  await server.stop();
  deps.redis.disconnect();
  await deps.db.destroy();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = wrong.length === 0 ? 0 : 1;
