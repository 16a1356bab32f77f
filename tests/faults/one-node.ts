import type { KillableService } from '../support/killable.ts';
import { openPrivateStores } from './private-stores.ts';
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
  const { databaseUrl, life, mariadb, redis, redisUrl } = await openPrivateStores();
  try {
    const stage = await openStage(life, { databaseUrls: [databaseUrl], redisUrl, serversEach: 2 });
    return {
      stage,
      mariadb,
      redis,
      redisUrl,
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
