import { readConfig } from '../config.ts';
import { createDatabase } from '../infra/database.ts';
import { migrateUp } from '../infra/migrate.ts';

// Knex renames a column over a second connection while it holds the first.
const db = createDatabase(readConfig().databaseUrl, 2);
try {
  const names = await migrateUp(db);
  process.stdout.write(
    names.length === 0
      ? 'The schema is up to date.\n'
      : names.map((name) => `up ${name}\n`).join(''),
  );
} finally {
  await db.destroy();
}
