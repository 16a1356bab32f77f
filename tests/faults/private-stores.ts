import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLifeCycle, type LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { mariadbUrl, prepareMariadb } from '../../bff/src/bootstrap/mariadb.mjs';
import { createProgress } from '../../bff/src/bootstrap/progress.mjs';
import { prepareRedis, redisUrl } from '../../bff/src/bootstrap/redis.mjs';
import { secretsIn } from '../../bff/src/bootstrap/secrets.mjs';
import { ensurePrograms, prepareDataFolder } from '../../bff/src/bootstrap/services.mjs';
import { KillableService } from '../support/killable.ts';

export interface PrivateStores {
  life: LifeCycle;
  folder: string;
  mariadb: KillableService;
  redis: KillableService;
  databaseUrl: string;
  redisUrl: string;
}

/** One MariaDB and one Redis, private to the test, which may kill them; `life.stop()` ends them. */
export async function openPrivateStores(): Promise<PrivateStores> {
  const life = createLifeCycle();
  const run = { life, progress: createProgress() };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'dayi-faults-'));
    life.ownFolder(folder);
    prepareDataFolder(folder);
    const programs = await ensurePrograms(run, { database: true, redis: true });
    const secrets = secretsIn(folder);
    const database = {
      program: programs.database!,
      folder,
      database: 'dayi_faults',
      password: secrets.database,
      rootPassword: secrets.databaseRoot,
    };
    const mariadb = await KillableService.of(life, await prepareMariadb(run, database));
    const redis = await KillableService.of(
      life,
      prepareRedis({ program: programs.redis!, folder, password: secrets.redis }),
    );
    await Promise.all([mariadb.start(), redis.start()]);
    const urls = {
      databaseUrl: mariadbUrl(database, mariadb.port),
      redisUrl: redisUrl(secrets.redis, redis.port),
    };
    return { life, folder, mariadb, redis, ...urls };
  } catch (error) {
    await life.stop();
    throw error;
  }
}
