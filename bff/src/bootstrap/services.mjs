import { mkdirSync, writeFileSync } from 'node:fs';
import { fetchPackages, isDebian } from './debian.mjs';
import { findProgram } from './find-program.mjs';
import { startMariadb } from './mariadb.mjs';
import { noServices } from './messages.mjs';
import { lockFile, markerOf } from './paths.mjs';
import { startRedis } from './redis.mjs';
import { alone } from './run-lock.mjs';
import { secretsIn } from './secrets.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */

const packageSet = {
  set: 'services',
  packages: ['mariadb-server-core', 'mariadb-client-core', 'redis-server'],
  // prettier-ignore
  alsoNeeded: [
    'libmariadb3', 'libaio1', 'liburing2', 'libjemalloc2', 'libnuma1', 'libatomic1', 'liblzf1',
    'redis-tools',
  ],
};

function findAll() {
  return {
    database: findProgram(['mariadbd', 'mysqld'], packageSet.set),
    redis: findProgram(['redis-server'], packageSet.set),
  };
}

/**
 * @param {Run} run
 * @param {{ database: boolean, redis: boolean }} needed
 */
export async function ensurePrograms({ life, progress }, needed) {
  const isMissing = (/** @type {ReturnType<typeof findAll>} */ found) =>
    (needed.database && !found.database) || (needed.redis && !found.redis);
  let found = findAll();
  if (!isMissing(found)) return found;
  if (!isDebian()) throw noServices('MariaDB or Redis was not found on this machine.');
  await progress.step('MariaDB and Redis from the distribution', (tell) =>
    alone(
      lockFile('packages'),
      () => tell('(waiting for another command here)'),
      async () => {
        if (!isMissing(findAll())) return;
        await fetchPackages(life, packageSet, tell).catch((error) => {
          throw life.isStopping() ? error : noServices(error.message);
        });
      },
    ),
  );
  found = findAll();
  if (isMissing(found)) throw noServices('MariaDB or Redis is still missing.');
  return found;
}

/** @param {string} folder */
export function prepareDataFolder(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(markerOf(folder), 'Made by Dayi: npm run reset clears this folder.\n');
}

/**
 * The addresses of a database and a Redis: those given, else private ones with their data in `folder`.
 * @param {Run} run
 * @param {{ folder: string, database?: string }} options
 */
export async function startServices(run, { folder, database = 'dayi' }) {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const needed = { database: !DATABASE_URL, redis: !REDIS_URL };
  const env = { DATABASE_URL: DATABASE_URL ?? '', REDIS_URL: REDIS_URL ?? '', DAYI_DATA: folder };
  prepareDataFolder(folder);
  if (!needed.database && !needed.redis) return env;
  const programs = await ensurePrograms(run, needed);
  const secrets = secretsIn(folder);
  const [mariadb, redis] = await run.progress.step('MariaDB and Redis', () =>
    Promise.all([
      needed.database && programs.database
        ? startMariadb(run, {
            program: programs.database,
            folder,
            database,
            password: secrets.database,
            rootPassword: secrets.databaseRoot,
          })
        : undefined,
      needed.redis && programs.redis
        ? startRedis(run, { program: programs.redis, folder, password: secrets.redis })
        : undefined,
    ]),
  );
  return {
    ...env,
    ...(mariadb && { DATABASE_URL: mariadb }),
    ...(redis && { REDIS_URL: redis }),
  };
}
