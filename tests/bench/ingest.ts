import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../bff/src/config.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { amperesOf, FLEET } from './ingest-fleet.ts';
import { plantFleet } from './ingest-stage.ts';
import { freePort, type Server, startProduct } from './servers.ts';
import { measureWatch } from './watch-cost.ts';

const MINUTE = 60_000;
const RAW_ROWS = 1_000;
const RAW_CONNECTIONS = 2;
/** Readings begin so long ago: what is sent faster than it was read must not come from the future. */
const BACKLOG_MS = 75 * MINUTE;

async function figureOf({ url }: Server, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

async function countOf(db: Database): Promise<number> {
  const [[row]] = (await db.raw('select count(*) as n from sensor_readings')) as [{ n: number }[]];
  return Number(row?.n);
}

interface Ground {
  db: Database;
  product: Server;
  mqttPort: number;
  startAt: number;
}

/** From publish to PUBACK, which is sent when the rows are durable; rows and what was classified are counted afterwards. */
async function measure(
  { db, product, mqttPort, startAt }: Ground,
  mode: 'gateway' | 'single',
  seconds: number,
) {
  const classifiedRows = () => figureOf(product, 'dayi_readings_classified_total');
  const before = { stored: await countOf(db), classified: await classifiedRows() };
  const publisher = spawn(
    process.execPath,
    [
      '--import',
      './bff/src/bootstrap/typescript.mjs',
      'tests/bench/ingest-publisher.ts',
      ...[mqttPort, mode, seconds, startAt].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  publisher.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await once(publisher, 'close');
  const { messages, perSecond } = JSON.parse(said) as { messages: number; perSecond: number };
  const classified = (await classifiedRows()) - before.classified;
  const size = mode === 'gateway' ? FLEET.members : 1;
  const stored = (await countOf(db)) - before.stored;
  const acknowledged = messages * size;
  if (stored < acknowledged || classified < acknowledged) {
    throw new Error(`${acknowledged} acknowledged, ${stored} stored, ${classified} classified`);
  }
  return {
    messagesPerSecond: Math.round(perSecond),
    readingsPerSecond: Math.round(perSecond * size),
  };
}

/** The same rows by the driver alone, many in one statement. */
async function measureRaw(db: Database, seconds: number, startAt: number): Promise<number> {
  await db.raw('create or replace table raw_readings like sensor_readings');
  const until = performance.now() + seconds * 1_000;
  let rows = 0;
  const write = async (lane: number) => {
    for (let at = startAt; performance.now() < until; at += 10_000) {
      const row = (_: unknown, index: number) =>
        `(${lane * RAW_ROWS + index + 1},${at},${amperesOf(index, at)})`;
      const values = Array.from({ length: RAW_ROWS }, row).join(',');
      await db.raw(`insert into raw_readings (sensor_no, at, amperes) values ${values}`);
      rows += RAW_ROWS;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: RAW_CONNECTIONS }, (_, lane) => write(lane)));
  return Math.round(rows / ((performance.now() - began) / 1_000));
}

/** States that are kept tell of the newest reading of each sensor, a while after the last one came. */
async function expectKept(db: Database): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [[row]] = (await db.raw(
      `select count(*) as n from sensor_bindings b join sensors s on s.id = b.sensor_id
         join run_states r on r.instrument_id = b.instrument_id
        where timestampdiff(microsecond, '1970-01-01', r.last_reading_at) div 1000 <>
              (select max(x.at) from sensor_readings x where x.sensor_no = s.no)`,
    )) as [{ n: number }[]];
    if (row?.n === 0) return;
    await sleep(500);
  }
  throw new Error('states are behind what is stored');
}

/** Readings from MQTT publish to durable row and classified state: broker, server and MariaDB on this machine together. */
export async function measureIngest(seconds: number) {
  const db = createDatabase(readConfig().databaseUrl, RAW_CONNECTIONS);
  const startAt = Math.floor(Date.now() / MINUTE) * MINUTE - BACKLOG_MS;
  const codes = await plantFleet(db, new Date(startAt));
  const classification = await measureWatch(db, codes);
  for (const table of ['run_states', 'run_segments', 'run_alarms']) await db(table).delete();
  const mqttPort = await freePort();
  const product = await startProduct({ DAYI_MQTT_PORT: String(mqttPort) });
  try {
    while ((await figureOf(product, 'dayi_instruments_watched')) < codes.length) await sleep(200);
    const ground = { db, product, mqttPort, startAt };
    // Twice, as machines change their speed.
    const rawSeconds = Math.min(seconds, 5);
    const gateway = await measure(ground, 'gateway', seconds);
    const raw = await measureRaw(db, rawSeconds, startAt);
    const single = await measure(ground, 'single', seconds);
    await expectKept(db);
    const rawAgain = await measureRaw(db, rawSeconds, startAt);
    const perSecond = Math.round((raw + rawAgain) / 2);
    const ofReference = Number((gateway.readingsPerSecond / perSecond).toFixed(3));
    return { gateway, single, classification, reference: { perSecond }, ofReference };
  } finally {
    await product.stop();
    await db.destroy();
  }
}
