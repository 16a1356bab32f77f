// Two servers behind one broker elsewhere share its readings, until one of them is killed. Part of `npm run test:faults` only.
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../bff/src/config.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { createDeps } from '../../bff/src/main.ts';
import { prepareFleet, type Speaker } from '../../bff/src/simulator/devices.ts';
import { simulate } from '../../bff/src/simulator/simulate.ts';
import { asStored } from '../bench/booking-stage.ts';
import { eventually } from '../support/eventually.ts';
import { KillableServer, KillableService } from '../support/killable.ts';
import { prepareMosquitto } from '../support/mosquitto.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { openPrivateStores, type PrivateStores } from './private-stores.ts';
import { isWhole, lostOf, readTold } from './readings-judge.ts';
import { type Acknowledged, NOTHING_WRONG, sourceOf } from './readings-load.ts';
import { plantInstruments } from './readings-stage.ts';

const SENSORS = 2_000;
const INTERVAL_MS = 5_000;
const UNITS = Array.from({ length: 10 }, (_, nth) => `UNIT${String(nth)}`);
const BEFORE_MS = 30_000;
const AFTER_MS = 40_000;
/** A classifier that died holds its lease for ten seconds more. */
const RECOVERY_MS = 90_000;

let stores: PrivateStores;
let db: Database;
let broker: KillableService;
let nodes: KillableServer[];
let speakers: readonly Speaker[];

beforeAll(async () => {
  stores = await openPrivateStores();
  const { databaseUrl, folder, life, redisUrl } = stores;
  broker = await KillableService.of(life, await prepareMosquitto(life, folder));
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    DAYI_DATA: folder,
    DAYI_DEMO: '0',
    DAYI_SECRET: 'a secret of the attacks, long enough to sign with',
    MQTT_URL: `mqtt://127.0.0.1:${String(broker.port)}`,
  };
  db = createDatabase(databaseUrl, 4);
  const deps = createDeps({ ...readConfig(env), logLevel: 'silent' }, { db });
  await migrateUp(db);
  await plantSmallProvince(deps);
  const unit = (await db('units').where({ id: 'UNITOWN' }).first()) as Record<string, unknown>;
  const copies = UNITS.map((id, nth) => asStored({ ...unit, id, code: `33N${String(nth)}` }));
  await insertRows(db, 'units', copies);
  await plantInstruments(deps, SENSORS, UNITS);
  const wish = { count: SENSORS, intervalMs: INTERVAL_MS, unitCode: undefined, isBound: true };
  speakers = await prepareFleet(deps, wish);
  deps.redis.disconnect();
  nodes = [await KillableServer.of(life, env), await KillableServer.of(life, env)];
  await broker.start();
  await Promise.all(nodes.map((node) => node.start()));
}, 240_000);
afterAll(async () => {
  await db.destroy();
  await stores.life.stop();
}, 60_000);

async function figure({ url }: KillableServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

const figures = (name: string) => Promise.all(nodes.map((node) => figure(node, name)));

test('two nodes share the readings, one classifies, and when it dies the other does it all', async () => {
  await eventually(
    async () => (await figures('dayi_instruments_watched')).some((count) => count >= SENSORS),
    { withinMs: 60_000, what: 'nobody classifies' },
  );
  const acknowledged: Acknowledged[] = [];
  const over = new AbortController();
  const state = { isSettled: false, isHushed: false };
  const played = simulate({
    ...{ url: `mqtt://127.0.0.1:${String(broker.port)}`, speakers, intervalMs: INTERVAL_MS },
    ...{ shares: NOTHING_WRONG, random: Math.random, now: Date.now, signal: over.signal },
    source: sourceOf(state),
    onAcknowledged: (said) => {
      const heardAt = Date.now();
      for (const one of said) acknowledged.push({ ...one, path: 'outside', heardAt });
    },
  });
  await sleep(BEFORE_MS);
  const stored = await figures('dayi_readings_stored_total');
  const watched = await figures('dayi_instruments_watched');
  expect(watched.filter((count) => count > 0)).toHaveLength(1);
  const classifier = nodes[watched.findIndex((count) => count > 0)]!;
  await classifier.kill();
  const diedAt = Date.now();
  await sleep(AFTER_MS);
  state.isSettled = true;
  await sleep(20_000);
  over.abort();
  await played.ended;

  let told = await readTold(db);
  await eventually(
    async () => {
      told = await readTold(db);
      const isRight = [...told.values()].every((one) => one.state === one.expected.state);
      return isRight && lostOf(acknowledged, told).length === 0;
    },
    { withinMs: RECOVERY_MS, what: 'readings are missing, or states are not what they say' },
  );
  process.stdout.write(
    `${JSON.stringify({
      attack: 'one of two nodes killed that share a broker’s readings',
      sensors: told.size,
      acknowledged: acknowledged.length,
      'after the death': acknowledged.filter(({ heardAt }) => heardAt > diedAt).length,
      'stored by each before': stored,
      lost: lostOf(acknowledged, told).length,
    })}\n`,
  );
  expect(told.size).toBe(SENSORS);
  expect(Math.min(...stored)).toBeGreaterThan(acknowledged.length / 50);
  for (const one of told.values()) {
    expect([one.code, one.offline]).toEqual([one.code, one.expected.offline]);
    expect([one.code, isWhole(one)]).toEqual([one.code, true]);
  }
}, 400_000);
