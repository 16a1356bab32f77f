import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from '@dayi/shared/routes/index';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { readConfig } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { createDeps } from '../../bff/src/main.ts';
import { KillableServer } from '../support/killable.ts';
import { plantSmallProvince, topUp } from '../support/small-province.ts';
import { VolleyClient } from '../support/volley.ts';

export const PEOPLE = 64;

/** What an attack plays on: servers over real services, and a client process with everyone's tokens. */
export interface Stage {
  servers: readonly KillableServer[];
  /** One for each database node; the first one's servers come first. */
  databases: readonly Database[];
  deps: Deps;
  client: VolleyClient;
  tokens: readonly string[];
  auditor: string;
  /** One more server on a database node, with settings of its own. */
  addServer: (node: number, more: Record<string, string>) => Promise<KillableServer>;
  close: () => Promise<void>;
}

const racer = (index: number) => `racer-${String(index).padStart(2, '0')}`;

/** Everyone of one group with money enough, so that whoever wins can pay. */
async function plantRacers(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const numbers = Array.from({ length: PEOPLE }, (_, index) => index);
  await deps.db('users').insert(
    numbers.map((index) => ({
      id: `USER${racer(index).toUpperCase()}`,
      persona: racer(index),
      name: `赛手 ${String(index)}`,
      unit_id: 'UNITOWN',
      company_id: null,
      created_at: now,
    })),
  );
  await deps.db('role_grants').insert(
    numbers.map((index) => ({
      id: `RACERGRANT${String(index).padStart(3, '0')}`,
      user_id: `USER${racer(index).toUpperCase()}`,
      role: 'researcher',
      scope_kind: 'group',
      scope_id: 'GROUPOWN',
      granted_at: now,
    })),
  );
  await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITOWN', 1_000_000_000);
}

async function signIn(client: VolleyClient, origin: string, persona: string): Promise<string> {
  const answer = await client.fireOne({
    person: 0,
    origin,
    method: 'POST',
    path: pathOf('createSession'),
    body: { provider: 'demo', persona },
  });
  const { token } = (answer.body ?? {}) as { token?: string };
  if (token === undefined) throw new Error(`cannot sign in as ${persona}: ${answer.status}`);
  return token;
}

interface Services {
  databaseUrls: readonly string[];
  redisUrl: string;
  serversEach: number;
}

/** Migrates once, plants the province, starts as many servers as asked on each database node. */
export async function openStage(life: LifeCycle, services: Services): Promise<Stage> {
  const databases = services.databaseUrls.map((url) => createDatabase(url, 4));
  const dataFolder = mkdtempSync(join(tmpdir(), 'dayi-faults-'));
  life.ownFolder(dataFolder);
  const env = {
    REDIS_URL: services.redisUrl,
    DAYI_DATA: dataFolder,
    DAYI_DEMO: '1',
    DAYI_SECRET: 'a secret of the attacks, long enough to sign with',
    DAYI_RATE_PER_MINUTE: '100000000',
  };
  const config = readConfig({ ...env, DATABASE_URL: services.databaseUrls[0] });
  const deps = createDeps({ ...config, logLevel: 'silent' }, { db: databases[0]! });
  const close = async () => {
    deps.redis.disconnect();
    await Promise.all(databases.map((db) => db.destroy()));
  };
  try {
    await migrateUp(databases[0]!);
    await plantSmallProvince(deps);
    await plantRacers(deps);
    const servers: KillableServer[] = [];
    for (const DATABASE_URL of services.databaseUrls) {
      for (let nth = 0; nth < services.serversEach; nth += 1) {
        servers.push(await KillableServer.of(life, { ...env, DATABASE_URL }));
      }
    }
    await Promise.all(servers.map((server) => server.start()));
    const client = new VolleyClient(life);
    const origin = servers[0]!.url;
    const tokens: string[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      tokens.push(await signIn(client, origin, racer(index)));
    }
    const auditor = await signIn(client, origin, 'auditor');
    const addServer = async (node: number, more: Record<string, string>) => {
      const DATABASE_URL = services.databaseUrls[node]!;
      const server = await KillableServer.of(life, { ...env, DATABASE_URL, ...more });
      await server.start();
      return server;
    };
    return { servers, databases, deps, client, tokens, auditor, addServer, close };
  } catch (error) {
    await close();
    throw error;
  }
}
