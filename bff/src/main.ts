import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { buildApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import type { Deps } from './deps.ts';
import { allWork, correctionWork, judgingWork, outsideWork, plantJobs, slowWork } from './jobs.ts';
import { openChannels } from './infra/channels/open-channels.ts';
import { systemClock } from './infra/clock.ts';
import { createDatabase } from './infra/database.ts';
import { newUlid } from './infra/ids.ts';
import { createLogger } from './infra/logger.ts';
import { createMetrics } from './infra/metrics.ts';
import { createRedis, subscribe } from './infra/redis.ts';
import { openScanner } from './infra/scanner.ts';
import { openStorage } from './infra/storage.ts';
import { wakeChannel, Worker } from './infra/worker.ts';
import { playSensors } from './demo/play-sensors.ts';
import { trustWitness } from './features/bookings/index.ts';
import { firstSeenOn, RunWatch } from './features/monitoring/index.ts';
import { closeSearch, openSearch } from './features/search/index.ts';
import {
  closeIntake,
  followFleet,
  listenToReadings,
  openSensorGate,
} from './features/sensors/index.ts';
import { LiveHub } from './http/live-hub.ts';

const DRAIN_MS = 8_000;

/** Makes everything that use cases lean on; `changes` replaces pieces in tests. */
export function createDeps(config: Config, changes: Partial<Deps> = {}): Deps {
  const logger = changes.logger ?? createLogger(config.logLevel);
  const redis = changes.redis ?? createRedis(config.redisUrl, logger);
  return {
    config,
    logger,
    redis,
    db: createDatabase(config.databaseUrl, config.poolSize, logger),
    clock: systemClock,
    newId: newUlid,
    random: Math.random,
    metrics: createMetrics(),
    storage: openStorage(config),
    ...openChannels(config, changes.clock ?? systemClock),
    scanner: openScanner(config),
    wakeWorker: () => {
      redis.publish(wakeChannel(config), '').catch(() => undefined);
    },
    ...changes,
  };
}

export interface Running {
  deps: Deps;
  port: number;
  /** Hears what was read; whichever process classifies is told. */
  watch: RunWatch;
  /** Where sensors connect; null where this process takes none, or a broker elsewhere does. */
  mqttPort: number | null;
  stop: () => Promise<void>;
}

/** Starts the roles of this process: config → infra → app → listen. */
export async function run(config: Config, changes: Partial<Deps> = {}): Promise<Running> {
  const workers: Worker[] = [];
  const made = createDeps(config, changes);
  const deps: Deps = {
    ...made,
    // A worker in this process is woken directly, whether or not Redis is there.
    wakeWorker: () => {
      if (workers.length === 0) made.wakeWorker();
      for (const worker of workers) worker.wake();
    },
  };
  const answer = buildApp(deps).callback();
  const http = createServer((request, response) => {
    void answer(request, response);
  });
  // Above the usual idle time of balancers, so that they close first.
  http.keepAliveTimeout = 75_000;
  // A large file may come as one request over a slow line; headers still have a minute.
  http.requestTimeout = 3_600_000;
  const hub = config.roles.has('web') ? new LiveHub(deps, http) : undefined;
  trustWitness(deps, firstSeenOn);
  const watch = new RunWatch(deps);
  listenToReadings(deps, (batch) => {
    watch.hear(batch);
  });
  if (config.roles.has('worker')) {
    const owner = `${hostname()}:${String(process.pid)}`;
    // A mail server that takes its time keeps nobody's phone waiting: it has a loop of its own.
    workers.push(new Worker(deps, owner, allWork), new Worker(deps, owner, outsideWork));
    for (const work of [slowWork, correctionWork, judgingWork]) {
      workers.push(new Worker(deps, owner, work));
    }
    for (const worker of workers) worker.start();
    watch.start();
    plantJobs(deps).catch((error: unknown) => {
      deps.logger.warn({ err: error }, 'recurring jobs not planted');
    });
  }
  const wakes = subscribe(config.redisUrl, wakeChannel(config), () => {
    for (const worker of workers) worker.wake();
  });
  const fleet = followFleet(deps);
  const gate = config.roles.has('ingest') ? await openSensorGate(deps) : undefined;
  const play =
    config.demo && gate?.port ? await playSensors(deps, gate.port) : () => Promise.resolve();
  http.listen(config.port, config.host);
  await once(http, 'listening');
  return {
    deps,
    watch,
    port: (http.address() as AddressInfo).port,
    mqttPort: gate?.port ?? null,
    stop: async () => {
      const closed = once(http, 'close');
      http.close();
      http.closeIdleConnections();
      const force = setTimeout(() => {
        http.closeAllConnections();
      }, DRAIN_MS);
      await hub?.close();
      await watch.stop();
      await Promise.all(workers.map((worker) => worker.stop()));
      await closed;
      clearTimeout(force);
      await play();
      await gate?.close();
      await closeIntake(deps);
      await closeSearch(deps);
      wakes.disconnect();
      fleet.disconnect();
      deps.redis.disconnect();
      await deps.db.destroy();
    },
  };
}

async function main(): Promise<void> {
  const config = readConfig();
  const running = await run(config);
  openSearch(running.deps).catch((error: unknown) => {
    running.deps.logger.error({ err: error }, 'search index not built');
  });
  running.deps.logger.info(
    { port: running.port, mqttPort: running.mqttPort, roles: [...config.roles] },
    'listening',
  );
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `PORT ${String(port)} is taken by another program`;
  return String((error as Error | undefined)?.stack ?? error);
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
}
