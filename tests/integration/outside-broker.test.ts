import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { createLifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { loggerOptions } from '../../bff/src/infra/logger.ts';
import { run } from '../../bff/src/main.ts';
import { eventually } from '../support/eventually.ts';
import { KillableService } from '../support/killable.ts';
import { prepareMosquitto } from '../support/mosquitto.ts';
import { plantSensors } from '../support/sensor-stage.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(240_000);

const START = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(START);
const life = createLifeCycle();

let world: World;
let broker: KillableService;
let publisher: MqttClient | undefined;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dayi-mosquitto-'));
  life.ownFolder(folder);
  broker = await KillableService.of(life, await prepareMosquitto(life, folder));
  await broker.start();
  const url = `mqtt://127.0.0.1:${broker.port}`;
  publisher = await connectAsync(url, { clientId: 'devices', clean: false, reconnectPeriod: 100 });
  publisher.on('error', () => undefined);
  world = await createWorld({
    startsAt: START,
    roles: 'ingest',
    config: { mqtt: { url, isShared: false } },
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await plantSensors(deps);
    },
  });
  await intakeOf(world.deps).keeper.renew();
});
afterAll(async () => {
  await publisher?.endAsync();
  await world.stop();
  await life.stop();
});

const say = (topic: string, ms: number, amperes = 1.5) =>
  publisher!.publishAsync(topic, JSON.stringify({ at: NOW + ms, amperes }), { qos: 1 });

const isStored = async (ms: number) =>
  (await world.deps.db('sensor_readings').where({ at: NOW + ms })).length === 1;

/** Subscriptions take a moment; the same reading said again does no harm. */
const heard = (topic: string, ms: number) =>
  eventually(async () => {
    await say(topic, ms);
    return await isStored(ms);
  });

test('readings come by the outside broker, also on a topic of a device’s own', async () => {
  await heard('dayi/33OWN/S-0001/current', 1);
  const dtu = JSON.stringify({ I: 2.5 });
  await eventually(
    async () => {
      await publisher!.publishAsync('usr/4g/000123', dtu, { qos: 1 });
      return (await world.deps.db('sensor_readings').where({ amperes: 2.5 })).length > 0;
    },
    { withinMs: 15_000 },
  );
});

test('a topic that does not go with its sensor is counted, not stored', async () => {
  await say('dayi/33SIB/S-0001/current', 2);
  await eventually(async () => {
    await intakeOf(world.deps).notes.flush();
    const rows = await world.deps.db('sensor_rejects').where({ reason: 'foreign_topic' });
    return rows.length === 1;
  });
  expect(await isStored(2)).toBe(false);
});

const planted = (table: string, id: string, code: string, more: object) =>
  world.deps.db(table).insert({
    ...{ id, code, unit_id: 'UNITOWN', secret_hash: null, ...more },
    installed_at: world.clock.now(),
    changed_at: world.clock.now(),
  });

test('a sensor that another node registered a moment ago is heard at its first word', async () => {
  await planted('sensors', 'SENSORNEW', 'S-0100', { kind: 'dayi', secret_hash: 'a'.repeat(64) });
  await say('dayi/33OWN/S-0100/current', 100);
  await eventually(() => isStored(100), { withinMs: 1_500 });
});

test('so is a new one behind a gateway, and its fellows are counted once', async () => {
  const member = { kind: 'gateway_member', gateway_id: 'GATEWAY1' };
  await planted('sensors', 'SENSORNEW2', 'S-0101', member);
  const { metrics } = world.deps;
  const stored = async () => (await metrics.readingsDuplicate.get()).values[0]?.value ?? 0;
  const before = await stored();
  const at = NOW + 101;
  const rows = ['S-0002', 'S-0101'].map((sensorId) => ({ sensorId, at, amperes: 1 }));
  const words = JSON.stringify([...rows, { sensorId: 'S-9999', at, amperes: 1 }]);
  await publisher!.publishAsync('dayi/33OWN/gateway/G-0001/current', words, { qos: 1 });
  await eventually(
    async () => (await world.deps.db('sensor_readings').where({ at })).length === 2,
    { withinMs: 1_500 },
  );
  expect(await stored()).toBe(before);
  await intakeOf(world.deps).notes.flush();
  const about = { subject: 'GATEWAY1', reason: 'unknown_sensor' };
  expect(await world.deps.db('sensor_rejects').where(about)).toMatchObject([{ count: 1 }]);
});

test('what the broker has acknowledged is stored, whenever it is killed', async () => {
  const acknowledged: number[] = [];
  const saying: Promise<unknown>[] = [];
  for (let ms = 1_000; ms < 2_600; ms += 1) {
    const code = ms % 2 === 0 ? 'dayi/33OWN/S-0001/current' : 'dayi/33SIB/S-0006/current';
    // Fast enough to be on its way at any moment, and within what a sensor may say.
    saying.push(
      say(code, -ms * 1_000).then(
        () => acknowledged.push(NOW - ms * 1_000),
        () => undefined,
      ),
    );
    if (ms % 10 === 0) await sleep(10);
    if (ms % 400 !== 0) continue;
    await broker.kill();
    saying.push(broker.start());
  }
  await Promise.all(saying);
  expect(acknowledged.length).toBeGreaterThan(500);
  await eventually(async () => {
    const stored = new Set(await world.deps.db('sensor_readings').pluck<number[]>('at'));
    return acknowledged.every((at) => stored.has(at));
  });
});

test('what was not durable is not acknowledged: the broker tells it to the server that comes next', async () => {
  const { db } = world.deps;
  await db.raw('rename table sensor_readings to sensor_readings_away');
  await say('dayi/33OWN/S-0001/current', 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await world.running.stop();
  const next = await run(world.config, { clock: world.clock });
  try {
    await next.deps.db.raw('rename table sensor_readings_away to sensor_readings');
    await eventually(async () => {
      const rows = await next.deps.db('sensor_readings').where({ at: NOW + 3 });
      return rows.length === 1;
    });
  } finally {
    world.running.stop = next.stop;
  }
});

test('a broker that forgets shared subscriptions is named in the log where they are asked for', async () => {
  const said: string[] = [];
  const logger = pino(loggerOptions('warn'), { write: (line: string) => said.push(line) });
  const { mqtt } = world.config;
  if (!('url' in mqtt)) throw new Error('no broker elsewhere');
  const shared = { ...world.config, port: 0, mqtt: { ...mqtt, isShared: true } };
  const node = await run(shared, { clock: world.clock, logger });
  try {
    await eventually(() => Promise.resolve(/MQTT_SHARED/.test(said.join(''))));
    expect(said.join('')).toContain('mosquitto version 2.0');
  } finally {
    await node.stop();
  }
});
