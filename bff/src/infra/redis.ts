import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

export type RedisClient = Redis;

/** Commands fail at once while Redis is away: nothing in Dayi waits for it or needs it for truth. */
export function createRedis(url: string, logger: Logger): RedisClient {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 3_000,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    lazyConnect: true,
  });
  let isAway = false;
  redis.on('error', (error: Error) => {
    if (!isAway) logger.warn({ reason: error.message }, 'redis is away');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) logger.info('redis is back');
    isAway = false;
  });
  redis.connect().catch(() => undefined);
  return redis;
}
