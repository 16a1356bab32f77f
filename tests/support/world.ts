import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../bff/src/infra/database.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { readConfig, type Config } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { run, type Running } from '../../bff/src/main.ts';
import { TestClock } from './test-clock.ts';
import { ownDatabase } from './test-database.ts';

/** A database of one test file's own, beside a server in this process. */
export interface World {
  running: Running;
  deps: Deps;
  clock: TestClock;
  url: string;
  config: Config;
  stop: () => Promise<void>;
}

interface Wishes {
  /** Fills the fresh database before the server starts. */
  fill?: (deps: Deps) => Promise<void>;
  roles?: string;
  startsAt?: string;
  demo?: boolean;
  changes?: Partial<Deps>;
  config?: Partial<Config>;
}

/** Starts a server on real services, with a database, a data folder and a clock of its own. */
export async function createWorld(wishes: Wishes = {}): Promise<World> {
  const base = readConfig();
  const own = await ownDatabase(base.databaseUrl);
  const dataFolder = mkdtempSync(join(tmpdir(), 'dayi-test-'));
  const config: Config = {
    ...base,
    databaseUrl: own.url,
    namespace: new URL(own.url).pathname.slice(1),
    dataFolder,
    port: 0,
    demo: wishes.demo ?? true,
    searchCacheMs: 0,
    logLevel: process.env['DAYI_TEST_LOG'] ?? 'silent',
    secret: 'a secret of the tests, long enough to sign with',
    roles: new Set((wishes.roles ?? 'web,worker').split(',')) as Config['roles'],
    ...wishes.config,
  };
  const clock = new TestClock(wishes.startsAt);
  const db = createDatabase(own.url, 2);
  await migrateUp(db);
  await db.destroy();
  const running = await run(config, { clock, ...wishes.changes });
  await wishes.fill?.(running.deps);
  return {
    running,
    deps: running.deps,
    clock,
    config,
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop();
      await own.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
