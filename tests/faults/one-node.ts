import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { mariadbUrl, prepareMariadb } from '../../bff/src/bootstrap/mariadb.mjs';
import { createProgress } from '../../bff/src/bootstrap/progress.mjs';
import { prepareRedis, redisUrl } from '../../bff/src/bootstrap/redis.mjs';
import { secretsIn } from '../../bff/src/bootstrap/secrets.mjs';
import { ensurePrograms, prepareDataFolder } from '../../bff/src/bootstrap/services.mjs';
import { KillableService } from '../support/killable.ts';
import { openStage, type Stage } from './stage.ts';

export interface OneNode {
  stage: Stage;
  mariadb: KillableService;
  redis: KillableService;
  redisUrl: string;
  stop: () => Promise<void>;
}

/** One MariaDB, one Redis and two servers, all private to the test, which may kill any of them. */
export async function openOneNode(): Promise<OneNode> {
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
    const ownRedisUrl = redisUrl(secrets.redis, redis.port);
    const stage = await openStage(life, {
      databaseUrls: [mariadbUrl(database, mariadb.port)],
      redisUrl: ownRedisUrl,
      serversEach: 2,
    });
    return {
      stage,
      mariadb,
      redis,
      redisUrl: ownRedisUrl,
      stop: async () => {
        await stage.close();
        await life.stop();
      },
    };
  } catch (error) {
    await life.stop();
    throw error;
  }
}
