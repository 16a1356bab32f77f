import { randomBytes } from 'node:crypto';
import { Explained } from './messages.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */

const reservation = 'dayi:test-space';
const reservedSeconds = 3600;

/** @param {Run} run @param {string} given */
async function borrowDatabase({ life }, given) {
  const { createConnection } = await import('mysql2/promise');
  const name = `dayi_test_${randomBytes(4).toString('hex')}`;
  const connection = await createConnection(given).catch((error) => {
    throw new Explained(`DATABASE_URL cannot be used: ${error.message}`);
  });
  try {
    await connection.query(
      `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
  } catch (error) {
    throw new Explained(
      `Tests need a database of their own beside the one of DATABASE_URL: ${/** @type {Error} */ (error).message}`,
      '测试需要在 DATABASE_URL 所指的服务器上新建数据库的权限。',
    );
  } finally {
    await connection.end();
  }
  life.beforeEnd(async () => {
    const again = await createConnection(given);
    // Tests may have added others beside it.
    const [rows] = await again.query('SHOW DATABASES LIKE ?', [`${name}%`]);
    for (const row of /** @type {Record<string, string>[]} */ (rows)) {
      await again.query('DROP DATABASE IF EXISTS ??', [Object.values(row)[0]]);
    }
    await again.end();
  });
  const url = new URL(given);
  url.pathname = `/${name}`;
  return url.href;
}

/** @param {Run} run @param {string} given */
async function borrowRedis({ life }, given) {
  const { Redis } = await import('ioredis');
  for (let index = 15; index > 0; index -= 1) {
    const url = new URL(given);
    url.pathname = `/${index}`;
    const redis = new Redis(url.href, { lazyConnect: true, retryStrategy: () => null });
    let reason = '';
    redis.on('error', (error) => (reason = error.message));
    try {
      await redis.connect();
      const isOurs =
        (await redis.dbsize()) === 0 &&
        (await redis.set(reservation, String(process.pid), 'EX', reservedSeconds, 'NX'));
      if (!isOurs) continue;
    } catch (error) {
      throw new Explained(
        `REDIS_URL cannot be used: ${reason || /** @type {Error} */ (error).message}`,
      );
    } finally {
      redis.disconnect();
    }
    life.beforeEnd(async () => {
      const again = new Redis(url.href);
      await again.flushdb();
      again.disconnect();
    });
    return url.href;
  }
  throw new Explained('Tests need an empty Redis database; none of 1 to 15 at REDIS_URL is empty.');
}

/**
 * On services that were given, tests work beside what is there, and clear up after themselves.
 * @param {Run} run
 * @returns {Promise<Record<string, string>>}
 */
export async function borrowTestSpace(run) {
  const { DATABASE_URL, REDIS_URL } = process.env;
  return {
    ...(DATABASE_URL && { DATABASE_URL: await borrowDatabase(run, DATABASE_URL) }),
    ...(REDIS_URL && { REDIS_URL: await borrowRedis(run, REDIS_URL) }),
  };
}
