import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { createLifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { ensureMosquitto } from '../../bff/src/bootstrap/mosquitto.mjs';
import { freePort } from '../../bff/src/bootstrap/ports.mjs';
import { createProgress } from '../../bff/src/bootstrap/progress.mjs';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { run } from '../../bff/src/main.ts';
import { eventually } from '../support/eventually.ts';
import { plantSensors } from '../support/sensor-stage.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(240_000);

const START = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(START);
const life = createLifeCycle();

let world: World;
let publisher: MqttClient | undefined;

beforeAll(async () => {
  const program = await ensureMosquitto({ life, progress: createProgress() });
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'dayi-mosquitto-')), await freePort()];
  life.ownFolder(folder);
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\n`);
  life.start(program.file, ['-c', file], {
    stdio: 'ignore',
    env: { ...process.env, ...program.env },
  });
  const url = `mqtt://127.0.0.1:${port}`;
  await eventually(async () => {
    publisher = await connectAsync(url, { reconnectPeriod: 0 }, false).catch(() => publisher);
    return publisher !== undefined;
  });
  world = await createWorld({
    startsAt: START,
    roles: 'ingest',
    config: { mqtt: { url } },
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
