import { freePort } from '../../bff/src/bootstrap/ports.mjs';
import { readConfig } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { createDeps } from '../../bff/src/main.ts';
import { prepareFleet, type Speaker } from '../../bff/src/simulator/devices.ts';
import { asStored } from '../bench/booking-stage.ts';
import { KillableServer, KillableService } from '../support/killable.ts';
import { prepareMosquitto } from '../support/mosquitto.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { openPrivateStores } from './private-stores.ts';

export const INTERVAL_MS = 1_000;
const SENSORS = 300;

/** Everything that readings pass on their way, each of which may be killed. */
export interface ReadingsStage {
  db: Database;
  speakers: readonly Speaker[];
  /** With the broker of its own; classifies. */
  embedded: KillableServer;
  /** Hears the broker elsewhere. */
  outside: KillableServer;
  broker: KillableService;
  mariadb: KillableService;
  redis: KillableService;
  urls: { embedded: string; broker: string; http: string };
  stop: () => Promise<void>;
}

/** As many instruments as there will be sensors, all like one of the small province, by turns in these units. */
export async function plantInstruments(
  { db }: Deps,
  count: number,
  units: readonly string[],
): Promise<void> {
  const source = (await db('instruments').where({ id: INSTRUMENTS.free }).first()) as Record<
    string,
    unknown
  >;
  const copies = Array.from({ length: count }, (_, nth) => {
    const id = `FAULT${String(nth).padStart(4, '0')}`;
    return { ...source, id, code: id, inner_code: id, unit_id: units[nth % units.length] };
  });
  await insertRows(db, 'instruments', copies.map(asStored));
}

export async function openReadingsStage(): Promise<ReadingsStage> {
  const { databaseUrl, folder, life, mariadb, redis, redisUrl } = await openPrivateStores();
  try {
    const broker = await KillableService.of(life, await prepareMosquitto(life, folder));
    const mqttPort = await freePort();
    const urls = {
      embedded: `mqtt://127.0.0.1:${mqttPort}`,
      broker: `mqtt://127.0.0.1:${broker.port}`,
    };
    const env = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      DAYI_DATA: folder,
      DAYI_DEMO: '0',
      DAYI_SECRET: 'a secret of the attacks, long enough to sign with',
      DAYI_RATE_PER_MINUTE: '100000000',
    };
    const db = createDatabase(databaseUrl, 4);
    const deps = createDeps({ ...readConfig(env), logLevel: 'silent' }, { db });
    await migrateUp(db);
    await plantSmallProvince(deps);
    await plantInstruments(deps, SENSORS, ['UNITOWN']);
    const wish = { count: SENSORS, intervalMs: INTERVAL_MS, unitCode: undefined, isBound: true };
    const speakers = await prepareFleet(deps, wish);
    const embedded = await KillableServer.of(life, { ...env, DAYI_MQTT_PORT: String(mqttPort) });
    const roles = { MQTT_URL: urls.broker, DAYI_ROLES: 'web,ingest' };
    const outside = await KillableServer.of(life, { ...env, ...roles });
    await broker.start();
    await Promise.all([embedded.start(), outside.start()]);
    return {
      ...{ db, speakers, embedded, outside, broker, mariadb, redis },
      urls: { ...urls, http: embedded.url },
      stop: async () => {
        deps.redis.disconnect();
        await db.destroy();
        await life.stop();
      },
    };
  } catch (error) {
    await life.stop();
    throw error;
  }
}
