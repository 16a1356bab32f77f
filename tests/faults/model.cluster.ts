// The model test of the kernel, its commands spread over three writing nodes.
import { once } from 'node:events';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { createDatabase } from '../../bff/src/infra/database.ts';
import { openManyNodes, type ManyNodes } from './many-nodes.ts';

const STEPS = Number(process.env['DAYI_MODEL_STEPS'] ?? 2_000);

let nodes: ManyNodes;

beforeAll(async () => {
  nodes = await openManyNodes();
}, 240_000);
afterAll(async () => {
  await nodes.stop();
}, 120_000);

test(`the kernel does what a simple model says on three writing nodes, over ${String(STEPS)} steps`, async () => {
  const urls = nodes.databaseUrls.map((url) => {
    const own = new URL(url);
    own.pathname = '/dayi_cluster_model';
    return own.href;
  });
  await nodes.stage.databases[0]!.raw(
    'create database dayi_cluster_model character set utf8mb4 collate utf8mb4_unicode_ci',
  );
  const db = createDatabase(urls[0]!, 1);
  await migrateUp(db);
  await db.destroy();
  const child = nodes.life.start('npx', ['jest', 'tests/property/booking-model.test.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: urls[0],
      REDIS_URL: nodes.redis.url,
      DAYI_MODEL_NODES: urls.join(' '),
      DAYI_MODEL_STEPS: String(STEPS),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
}, 1_200_000);
