import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { readConfig, type Config } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { run, type Running } from '../../bff/src/main.ts';
import { TestClock } from './test-clock.ts';

/** A database of one test file's own, beside a server in this process. */
export interface World {
  running: Running;
  deps: Deps;
  clock: TestClock;
  url: string;
  config: Config;
  stop: () => Promise<void>;
}

async function ownDatabase(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `dayi_test_${randomUUID().slice(0, 8)}`;
  const admin = createDatabase(url, 1);
  await admin.raw(`create database ${name} character set utf8mb4 collate utf8mb4_unicode_ci`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: async () => {
      await admin.raw(`drop database ${name}`);
      await admin.destroy();
    },
  };
}

/** An empty database on the given services, migrated; for tests that need no server. */
export async function createTestDatabase(): Promise<{
  db: Database;
  url: string;
  drop: () => Promise<void>;
}> {
  const own = await ownDatabase(readConfig().databaseUrl);
  const db = createDatabase(own.url, 4);
  await migrateUp(db);
  return {
    db,
    url: own.url,
    drop: async () => {
      await db.destroy();
      await own.drop();
    },
  };
}

interface Wishes {
  /** Fills the fresh database before the server starts. */
  fill?: (deps: Deps) => Promise<void>;
  roles?: string;
  startsAt?: string;
  demo?: boolean;
  changes?: Partial<Deps>;
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
    logLevel: process.env['DAYI_TEST_LOG'] ?? 'silent',
    secret: 'a secret of the tests, long enough to sign with',
    roles: new Set((wishes.roles ?? 'web,worker').split(',')) as Config['roles'],
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
