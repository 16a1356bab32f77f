import { randomUUID } from 'node:crypto';
import { readConfig } from '../../bff/src/config.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';

export async function ownDatabase(
  url: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
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
export async function createTestDatabase(poolSize = 4): Promise<{
  db: Database;
  url: string;
  drop: () => Promise<void>;
}> {
  const own = await ownDatabase(readConfig().databaseUrl);
  const db = createDatabase(own.url, poolSize);
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
