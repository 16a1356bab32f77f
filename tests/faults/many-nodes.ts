import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureGalera, prepareGalera } from '../../bff/src/bootstrap/galera.mjs';
import { createLifeCycle, type LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { mariadbUrl } from '../../bff/src/bootstrap/mariadb.mjs';
import { createProgress } from '../../bff/src/bootstrap/progress.mjs';
import { secretsIn } from '../../bff/src/bootstrap/secrets.mjs';
import { createDatabase } from '../../bff/src/infra/database.ts';
import { KillableService } from '../support/killable.ts';
import { startRedisCluster, type RedisCluster } from './redis-cluster.ts';
import { openStage, type Stage } from './stage.ts';

const NODES = 3;
const SYNCED_WITHIN_MS = 60_000;

export interface ManyNodes {
  life: LifeCycle;
  stage: Stage;
  mariadb: readonly KillableService[];
  redis: RedisCluster;
  databaseUrls: readonly string[];
  stop: () => Promise<void>;
}

/** A node that greets may still be copying: it counts once it is synced with as many as expected. */
async function waitUntilSynced(url: string, size: number): Promise<void> {
  const db = createDatabase(url, 1);
  const deadline = Date.now() + SYNCED_WITHIN_MS;
  try {
    for (;;) {
      const answer = (await db.raw('show status like "wsrep_%"').catch(() => undefined)) as
        [{ Variable_name: string; Value: string }[]] | undefined;
      const state = new Map(answer?.[0].map((row) => [row.Variable_name, row.Value]));
      const isSynced =
        state.get('wsrep_local_state_comment') === 'Synced' &&
        state.get('wsrep_cluster_size') === String(size) &&
        state.get('wsrep_ready') === 'ON';
      if (isSynced) return;
      if (Date.now() > deadline) throw new Error('a node did not join the cluster in time');
      await sleep(200);
    }
  } finally {
    await db.destroy();
  }
}

/** Three Galera nodes, a six-node Redis Cluster and a server on each database node, all private. */
export async function openManyNodes(): Promise<ManyNodes> {
  const life = createLifeCycle();
  const run = { life, progress: createProgress() };
  try {
    const galera = await ensureGalera(run);
    const folders = Array.from({ length: NODES }, () =>
      mkdtempSync(join(tmpdir(), 'dayi-galera-')),
    );
    for (const folder of folders) life.ownFolder(folder);
    const secrets = secretsIn(folders[0]!);
    const accounts = {
      database: 'dayi_cluster',
      password: secrets.database,
      rootPassword: secrets.databaseRoot,
    };
    const redis = await startRedisCluster(life, galera.redis, secrets.redis);
    const mariadb: KillableService[] = [];
    const databaseUrls: string[] = [];
    for (const service of await prepareGalera(run, { galera, folders, ...accounts })) {
      const node = await KillableService.of(life, service);
      await node.start();
      const url = mariadbUrl(accounts, node.port);
      mariadb.push(node);
      databaseUrls.push(url);
      await waitUntilSynced(url, mariadb.length);
    }
    const stage = await openStage(life, { databaseUrls, redisUrl: redis.url, serversEach: 1 });
    return {
      life,
      stage,
      mariadb,
      redis,
      databaseUrls,
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
