import type { AnswerOf } from '@dayi/shared/contracts/index';
import { openSearch, refreshDocuments } from '../../bff/src/features/search/index.ts';
import { DAY } from '../../bff/src/infra/clock.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, roles: 'web' });
  await openSearch(world.deps);
});
afterAll(() => world.stop());

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function pause(id: string, { deps } = world): Promise<void> {
  await deps.db('instruments').where({ id }).update({ status: 'paused' });
  await refreshDocuments(deps, deps.db, [id]);
}

test('what changes while the index is built anew is in the new one', async () => {
  const { deps } = world;
  const before = await openSearch(deps);
  const slow = jest
    .spyOn(globalThis, 'setImmediate')
    .mockImplementation(((act: () => void) => setTimeout(act, 500)) as never);
  const wasRead = new Promise<void>((resolve) => {
    deps.db.on('query-response', (_rows: unknown, { sql }: { sql: string }) => {
      if (sql.includes('as `page`')) resolve();
    });
  });
  world.clock.advance(DAY);
  await rest(400);
  await openSearch(deps);
  await wasRead;
  await pause(INSTRUMENTS.sem);
  await rest(1_300);
  const during = await openSearch(deps);
  expect(during === before).toBe(true);
  expect(during.catalogue.find(INSTRUMENTS.sem)?.status).toBe('paused');
  slow.mockRestore();
  let after = before;
  while (after === before) {
    await rest(50);
    after = await openSearch(deps);
  }
  await rest(1_300);
  await openSearch(deps);
  expect(after.catalogue.find(INSTRUMENTS.sem)?.status).toBe('paused');
});

test('a table that cannot be read keeps nobody waiting for long', async () => {
  const { deps } = world;
  await openSearch(deps);
  const holder = await deps.db.transaction();
  await holder.raw('lock tables search_documents write');
  try {
    await rest(1_300);
    const startedAt = performance.now();
    await openSearch(deps);
    await openSearch(deps);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  } finally {
    await holder.raw('unlock tables');
    await holder.rollback();
  }
}, 15_000);

test('visitors are given the same answer again for as long as was said, and no longer', async () => {
  const lifeMs = 2_000;
  const other = await createWorld({
    fill: plantSmallProvince,
    roles: 'web',
    config: { searchCacheMs: lifeMs },
  });
  const statusOf = async (language: string) => {
    const response = await fetch(`${other.url}/api/v1/instruments?limit=50`, {
      headers: { 'accept-language': language },
    });
    const { items } = (await response.json()) as AnswerOf<'listInstruments'>;
    return items.find(({ id }) => id === INSTRUMENTS.sem)?.status;
  };
  try {
    expect(await statusOf('zh-CN')).toBe('open');
    await pause(INSTRUMENTS.sem, other);
    await rest(0.8 * lifeMs);
    expect(await statusOf('zh-CN')).toBe('open');
    await statusOf('zh');
    await rest(0.5 * lifeMs);
    expect([await statusOf('zh'), await statusOf('zh-CN')]).toEqual(['paused', 'paused']);
  } finally {
    await other.stop();
  }
}, 60_000);
