import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ulid } from 'ulid';
import { dropOrphans } from '../../bff/src/features/results/use-cases/drop-orphans.ts';
import { retireFiles } from '../../bff/src/features/results/use-cases/retire-files.ts';
import {
  awaitResults,
  castOf,
  type Cast,
  formOf,
  plantResultsStage,
} from '../support/results-stage.ts';
import { createWorld, type World } from '../support/world.ts';

const DAY = 86_400_000;

/** Ends like clamdscan: 0 clean, 1 infected, 2 could not look; waits while the file `closed` is there. */
const SCANNER = `
import { existsSync } from 'node:fs';
let text = '';
for await (const piece of process.stdin) text += piece;
if (existsSync(process.argv[2])) process.exit(2);
const isBad = text.includes('EICAR-TEST');
console.log(isBad ? 'stream: Test-Signature FOUND' : 'stream: OK');
process.exit(isBad ? 1 : 0);
`;

let folder: string;
let closed: string;
let world: World;
let cast: Cast;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dayi-scan-'));
  closed = join(folder, 'closed');
  writeFileSync(join(folder, 'scan.mjs'), SCANNER);
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantResultsStage,
    config: {
      scan: `${process.execPath} ${join(folder, 'scan.mjs')} ${closed}`,
      keepResultsDays: 100,
    },
  });
  cast = await castOf(world);
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

type Params = { id: string };

async function deliver(files: Record<string, string>) {
  const params = await awaitResults(world, cast);
  const { body } = await cast.operator.make('releaseResult', { params, raw: formOf(files) });
  return { params, files: body.result.files };
}

const filesOf = async (params: Params) =>
  (await cast.company.call('listResults', { params })).body.items[0]!.files;

async function scanned(params: Params): Promise<Awaited<ReturnType<typeof filesOf>>> {
  for (let tries = 0; tries < 100; tries += 1) {
    const files = await filesOf(params);
    if (files.every(({ scan }) => scan.state !== 'pending')) return files;
    await pause(100);
  }
  throw new Error('never scanned');
}

const link = async (params: Params, fileId: string) =>
  await cast.company.call('createDownloadLink', { params: { ...params, fileId } });

async function kindsOf(userId: string, bookingId: string): Promise<string[]> {
  const about = { user_id: userId, booking_id: bookingId };
  const rows: { kind: string }[] = await world.deps.db('notices').where(about).select('kind');
  return rows.map(({ kind }) => kind);
}

async function told(userId: string, bookingId: string, kind: string): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const found = (await kindsOf(userId, bookingId)).filter((one) => one === kind);
    if (found.length > 0) return found.length;
    await pause(100);
  }
  return 0;
}

describe('a file that is looked through for viruses', () => {
  test('is not fetched before, and is told clean after', async () => {
    writeFileSync(closed, '');
    const { params, files } = await deliver({ 'a.csv': 'fine' });
    const early = await link(params, files[0]!.id);
    expect([early.status, early.problem.code]).toEqual([409, 'result.scan_pending']);
    await pause(500);
    expect((await filesOf(params))[0]!.scan).toMatchObject({ state: 'pending', at: null });
    rmSync(closed);
    world.clock.advance(60_000);
    const [file] = await scanned(params);
    expect(file!.scan).toMatchObject({ state: 'clean', note: null });
    expect(file!.scan.at).not.toBeNull();
    expect((await link(params, file!.id)).status).toBe(201);
  });

  test('is kept from everyone where one is found, and crew and owner hear of it', async () => {
    const { params } = await deliver({ 'good.csv': 'fine', 'bad.exe': 'EICAR-TEST' });
    const [good, bad] = await scanned(params);
    expect(good!.scan.state).toBe('clean');
    expect(bad!.scan).toMatchObject({ state: 'infected', note: 'Test-Signature' });
    for (const person of [cast.company, cast.operator]) {
      const refused = await person.call('createDownloadLink', {
        params: { ...params, fileId: bad!.id },
      });
      expect([refused.status, refused.problem.code]).toEqual([409, 'result.infected']);
    }
    for (const userId of ['USEROPERATOR', 'USERCOMPANY']) {
      expect(await told(userId, params.id, 'booking.infected')).toBe(1);
    }
  });

  test('does not let the booking settle by itself until a clean version is there', async () => {
    const { params } = await deliver({ 'bad.exe': 'EICAR-TEST' });
    await scanned(params);
    const shown = async () => (await cast.company.call('getBooking', { params })).body;
    expect(await shown()).toMatchObject({ state: 'completed', autoCloseAt: null });
    world.clock.advance(8 * DAY);
    cast = await castOf(world);
    await pause(1_500);
    expect((await shown()).state).toBe('completed');
    const again = await cast.operator.make('releaseResult', {
      params,
      raw: formOf({ 'good.csv': 'fine' }),
    });
    expect(again.status).toBe(201);
    await scanned(params);
    const left = Date.parse(String((await shown()).autoCloseAt)) - world.clock.now().getTime();
    expect(left).toBeGreaterThan(6.9 * DAY);
  });

  test('is still kept back by a link that was made before', async () => {
    const { params } = await deliver({ 'a.csv': 'fine' });
    const [file] = await scanned(params);
    const { body } = await link(params, file!.id);
    await world.deps.db('result_files').where({ id: file!.id }).update({ scan_state: 'infected' });
    const fetched = await fetch(new URL(body.url, world.url));
    expect(((await fetched.json()) as { code: string }).code).toBe('result.infected');
  });
});

test('files are told of a month before they go, go once, and leave their record', async () => {
  const { params, files } = await deliver({ 'report.csv': 'kept' });
  await scanned(params);
  await cast.company.call('acceptResult', { params });
  const stored = (await world.deps.db('result_files').where({ id: files[0]!.id }).first()) as {
    storage_key: string;
  };
  const path = join(world.config.dataFolder, 'files', stored.storage_key);
  await retireFiles(world.deps);
  expect(await kindsOf('USERCOMPANY', params.id)).not.toContain('booking.files_expiring');

  world.clock.advance(71 * DAY);
  // Of two at once either may be the one that is too late.
  const rounds = await Promise.allSettled([retireFiles(world.deps), retireFiles(world.deps)]);
  expect(rounds.map(({ status }) => status)).toContain('fulfilled');
  await retireFiles(world.deps);
  expect(await told('USERCOMPANY', params.id, 'booking.files_expiring')).toBe(1);
  expect(existsSync(path)).toBe(true);

  world.clock.advance(31 * DAY);
  cast = await castOf(world);
  await retireFiles(world.deps);
  await retireFiles(world.deps);
  expect(existsSync(path)).toBe(false);
  expect(await told('USERCOMPANY', params.id, 'booking.files_removed')).toBe(1);
  const [result] = (await cast.company.call('listResults', { params })).body.items;
  expect(result!.filesRemovedAt).not.toBeNull();
  expect(result!.files[0]).toMatchObject({ name: 'report.csv', sha256: files[0]!.sha256 });
  const gone = await link(params, files[0]!.id);
  expect([gone.status, gone.problem.code]).toEqual([410, 'result.files_removed']);
});

test('files that no delivery speaks of go after a day, also where two look at once', async () => {
  const { files } = await deliver({ 'kept.csv': 'kept' });
  const { storage, db } = world.deps;
  const put = async (daysOld: number) => {
    const id = ulid(Date.now() - daysOld * DAY);
    await storage.put(`results/${id}`, Readable.from(['x']));
    return id;
  };
  const [old, written, young] = [await put(1.1), await put(3), await put(0.5)];
  await db('result_files')
    .where({ id: files[0]!.id })
    .update({ id: written, storage_key: `results/${written}` });
  const broken = ulid(Date.now() - 2 * DAY);
  const folder = join(world.config.dataFolder, 'files/results');
  writeFileSync(join(folder, `${broken}.part`), 'half');
  await Promise.all([dropOrphans(world.deps), dropOrphans(world.deps)]);
  const left = readdirSync(folder);
  expect(left).toEqual(expect.arrayContaining([written, young, files[0]!.id]));
  expect(left).not.toContain(old);
  expect(left).not.toContain(`${broken}.part`);
  expect((await db('tasks').where({ kind: 'results.drop_orphans' })).length).toBeGreaterThan(0);
});
