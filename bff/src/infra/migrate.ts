import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Knex } from 'knex';
import type { Database } from './database.ts';

const FOLDER = resolve(import.meta.dirname, '../../../migrations');
const NAMED = /^\d{14}_[a-z_]+\.ts$/;

const source: Knex.MigrationSource<string> = {
  getMigrations: () =>
    Promise.resolve(
      readdirSync(FOLDER)
        .filter((name) => NAMED.test(name))
        .sort(),
    ),
  getMigrationName: (name) => name,
  getMigration: (name) => import(join(FOLDER, name)) as Promise<Knex.Migration>,
};

// DDL commits by itself in MySQL, so a transaction around it would promise what it cannot keep.
const settings: Knex.MigratorConfig = { migrationSource: source, disableTransactions: true };

/** Brings the schema to the newest state. @returns the names of the migrations that ran. */
export async function migrateUp(db: Database): Promise<string[]> {
  const [, names] = (await db.migrate.latest(settings)) as [number, string[]];
  return names;
}

/** Takes every migration back, newest first. */
export async function migrateDown(db: Database): Promise<void> {
  await db.migrate.rollback(settings, true);
}
