import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../../bff/src/config.ts';
import { hashDeviceKey } from '../../bff/src/features/sensors/tokens.ts';
import { createDatabase, type Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { deviceOf, FLEET, memberCode } from './ingest-fleet.ts';
import { freePort, startProduct } from './servers.ts';

const DAY = 86_400_000;
const RAW_ROWS = 1_000;
const RAW_CONNECTIONS = 2;

async function plant(db: Database): Promise<void> {
  const now = new Date();
  await insertRows(db, 'regions', [
    { code: '330000', parent_code: null, name: '浙江省', name_en: 'Zhejiang', lat: 30, lon: 120 },
  ]);
  const unit = {
    id: 'UNITOWN',
    code: '33OWN',
    name: '钱塘理工大学',
    name_en: 'Own',
    short_name: '钱塘',
  };
  const place = { kind: 'university', region_code: '330000', city_code: '330000', address: '' };
  await insertRows(db, 'units', [{ ...unit, ...place, lat: 30, lon: 120 }]);
  const of = (code: string, key: string | null, more: object) => ({
    id: code,
    code,
    unit_id: 'UNITOWN',
    secret_hash: key === null ? null : hashDeviceKey(key),
    installed_at: now,
    changed_at: now,
    ...more,
  });
  const gateways = Array.from({ length: FLEET.gateways }, (_, at) => deviceOf('gateway', at));
  await insertRows(
    db,
    'sensor_gateways',
    gateways.map(({ code, key }) => of(code, key, {})),
  );
  const members = gateways.flatMap(({ code: gateway_id }, at) =>
    Array.from({ length: FLEET.members }, (_, member) =>
      of(memberCode(at, member), null, { kind: 'gateway_member', gateway_id }),
    ),
  );
  const singles = Array.from({ length: FLEET.singles }, (_, at) => deviceOf('single', at)).map(
    ({ code, key }) => of(code, key, { kind: 'dayi', gateway_id: null }),
  );
  await insertRows(db, 'sensors', [...members, ...singles]);
}

/** From publish to PUBACK, which is sent when the rows are durable; rows are counted afterwards. */
async function measure(
  db: Database,
  port: number,
  mode: 'gateway' | 'single',
  seconds: number,
  startAt: number,
) {
  const rows = async () => {
    const [[row]] = (await db.raw('select count(*) as n from sensor_readings')) as [
      { n: number }[],
    ];
    return Number(row?.n);
  };
  const before = await rows();
  const publisher = spawn(
    process.execPath,
    [
      '--import',
      './bff/src/bootstrap/typescript.mjs',
      'tests/bench/ingest-publisher.ts',
      ...[port, mode, seconds, startAt].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  publisher.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await once(publisher, 'close');
  const { messages, perSecond } = JSON.parse(said) as { messages: number; perSecond: number };
  const size = mode === 'gateway' ? FLEET.members : 1;
  const stored = (await rows()) - before;
  if (stored < messages * size)
    throw new Error(`${messages * size} acknowledged, ${stored} stored`);
  return {
    messagesPerSecond: Math.round(perSecond),
    readingsPerSecond: Math.round(perSecond * size),
  };
}

/** The same rows by the driver alone, many in one statement. */
async function measureRaw(db: Database, seconds: number, startAt: number): Promise<number> {
  await db.raw('create table raw_readings like sensor_readings');
  const until = performance.now() + seconds * 1_000;
  let rows = 0;
  const write = async (lane: number) => {
    for (let at = startAt; performance.now() < until; at += 10_000) {
      const row = (_: unknown, index: number) =>
        `(${lane * RAW_ROWS + index + 1},${at},${((at + index) % 977) / 100})`;
      const values = Array.from({ length: RAW_ROWS }, row).join(',');
      await db.raw(`insert into raw_readings (sensor_no, at, amperes) values ${values}`);
      rows += RAW_ROWS;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: RAW_CONNECTIONS }, (_, lane) => write(lane)));
  return Math.round(rows / ((performance.now() - began) / 1_000));
}

/** Readings from MQTT publish to durable row, broker, server and MariaDB on this machine together. */
export async function measureIngest(seconds: number) {
  const db = createDatabase(readConfig().databaseUrl, RAW_CONNECTIONS);
  await plant(db);
  const port = await freePort();
  const product = await startProduct({ DAYI_MQTT_PORT: String(port) });
  try {
    const startAt = Math.floor(Date.now() / DAY) * DAY - 29 * DAY;
    const gateway = await measure(db, port, 'gateway', seconds, startAt);
    const single = await measure(db, port, 'single', seconds, startAt);
    const perSecond = await measureRaw(db, Math.min(seconds, 5), startAt);
    const ofReference = Number((gateway.readingsPerSecond / perSecond).toFixed(3));
    return { gateway, single, reference: { perSecond }, ofReference };
  } finally {
    await product.stop();
    await db.destroy();
  }
}
