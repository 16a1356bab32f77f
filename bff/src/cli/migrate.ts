import { readConfig } from '../config.ts';
import { loadDictionary } from '../features/instruments/index.ts';
import { loadConcepts } from '../features/search/index.ts';
import { systemClock } from '../infra/clock.ts';
import { createDatabase } from '../infra/database.ts';
import { createMetrics } from '../infra/metrics.ts';
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
  const deps = {
    db,
    clock: systemClock,
    random: Math.random,
    metrics: createMetrics(),
    wakeWorker: () => undefined,
  };
  await loadDictionary(deps);
  await loadConcepts(deps);
} finally {
  await db.destroy();
}
