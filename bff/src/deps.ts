import type { Config } from './config.ts';
import type { AlipayGateway } from './infra/alipay-gateway.ts';
import type { Channel, ChannelName } from './infra/channels/channel.ts';
import type { Clock } from './infra/clock.ts';
import type { Database } from './infra/database.ts';
import type { Logger } from './infra/logger.ts';
import type { Metrics } from './infra/metrics.ts';
import type { RedisClient } from './infra/redis.ts';
import type { Scanner } from './infra/scanner.ts';
import type { Storage } from './infra/storage.ts';

/** What every use case may lean on; made once in `main.ts`, replaced piece by piece in tests. */
export interface Deps {
  readonly config: Config;
  readonly db: Database;
  readonly redis: RedisClient;
  readonly clock: Clock;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly storage: Storage;
  /** Looks for viruses; null where the installation has nothing that does. */
  readonly scanner: Scanner | null;
  /** Ways to reach people outside of the app, as far as the settings open them. */
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** Null where no app of Alipay's is set up. */
  readonly alipay: AlipayGateway | null;
  /** Tells the worker that an outbox row or a task may be waiting. Never throws. */
  readonly wakeWorker: () => void;
}
