import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './logger.ts';

/** What Dayi asks of Redis, one node or many; keys of one script share a hash tag. */
export type RedisClient = Pick<
  Redis,
  'publish' | 'pubsub' | 'ping' | 'eval' | 'hset' | 'hmget' | 'defineCommand' | 'disconnect'
>;

/** Hears channels; nothing else can be asked on its connection. */
export type Subscriber = Pick<Redis, 'disconnect'>;

/** A Redis that hangs costs this much once; what follows fails at once until it is back. */
const SILENCE_MS = 500;

const FAIL_FAST: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: 2_000,
  commandTimeout: SILENCE_MS,
  socketTimeout: SILENCE_MS,
};

const again = (times: number) => Math.min(times * 100, 2_000);

function nodeOf(url: string) {
  const { hostname, port, username, password, protocol } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    options: {
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  };
}

/** One address is one Redis; several, with commas between, are nodes of one Redis Cluster. */
function connectTo(urls: string, options: RedisOptions): Redis | Cluster {
  const [first = '', ...others] = urls.split(',').map((url) => url.trim());
  if (others.length === 0) {
    // What one turn of the event loop asks goes out in one write.
    const together = { enableAutoPipelining: true, retryStrategy: again, lazyConnect: true };
    return new Redis(first, { ...options, ...together });
  }
  const nodes = [first, ...others].map(nodeOf);
  return new Cluster(
    nodes.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: { ...options, ...nodes[0]?.options },
      enableOfflineQueue: options.enableOfflineQueue ?? true,
      // A master that falls is replaced within seconds; a request does not wait for that.
      maxRedirections: 3,
      retryDelayOnFailover: 50,
      retryDelayOnClusterDown: 50,
      slotsRefreshTimeout: 2_000,
      clusterRetryStrategy: again,
      lazyConnect: true,
    },
  );
}

/** Commands fail at once while Redis is away: nothing in Dayi waits for it or needs it for truth. */
export function createRedis(urls: string, logger: Logger): RedisClient {
  const redis = connectTo(urls, FAIL_FAST);
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

/** Listens to one channel for as long as the process lives, whatever Redis does meanwhile. */
export function subscribe(urls: string, channel: string, hear: (text: string) => void): Subscriber {
  const redis = connectTo(urls, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  redis.on('message', (_channel: string, text: string) => {
    hear(text);
  });
  redis.subscribe(channel).catch(() => undefined);
  return redis;
}
