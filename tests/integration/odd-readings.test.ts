import { connectAsync, type MqttClient } from 'mqtt';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { keyOf, plantSensors } from '../support/sensor-stage.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(START);
const DAY = 86_400_000;

let world: World;
let clients: MqttClient[] = [];

beforeAll(async () => {
  world = await createWorld({
    startsAt: START,
    roles: 'web,ingest',
    config: { mqtt: { port: 0, isChosen: true } },
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await plantSensors(deps);
    },
  });
  await intakeOf(world.deps).keeper.renew();
});
beforeEach(async () => {
  await intakeOf(world.deps).notes.flush();
  await world.deps.db('sensor_rejects').delete();
  await world.deps.db('sensor_readings').delete();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  clients = [];
});
afterAll(async () => {
  await world.stop();
});

const MINE = 'dayi/33OWN/S-0001/current';

async function connect(code: string): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${String(world.running.mqttPort)}`, {
    username: code,
    password: keyOf(code),
    clientId: code,
    reconnectPeriod: 0,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** Acknowledged, or the end of the connection. */
async function sayByMqtt(payload: string, { topic = MINE, retain = false } = {}) {
  const client = await connect('S-0001');
  const ended = new Promise<'cut off'>((resolve) => client.once('close', () => resolve('cut off')));
  const said = client.publishAsync(topic, payload, { qos: 1, retain }).then(
    () => 'acknowledged' as const,
    () => ended,
  );
  return await Promise.race([said, ended]);
}

const sayByHttp = (body: string) =>
  fetch(`${world.url}/api/v1/telemetry/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keyOf('S-0001')}` },
    body,
  });

const counted = async () => {
  await intakeOf(world.deps).notes.flush();
  const rows = (await world.deps.db('sensor_rejects').orderBy('reason')) as {
    subject: string;
    reason: string;
    count: number;
  }[];
  return rows.map(({ count, reason, subject }) => [subject, reason, count]);
};
const metric = async (reason: string) => {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  const found = new RegExp(`dayi_readings_rejected_total\\{reason="${reason}"\\} (\\d+)`).exec(
    text,
  );
  return Number(found?.[1] ?? 0);
};
const storedOf = async (code: string) => {
  const rows = world.deps.db('sensor_readings as r').join('sensors as s', 's.no', 'r.sensor_no');
  return (await rows.where('s.code', code).select('r.at')).length;
};

let told = 0;

/** Another sensor's readings go in while and after odd ones come. */
async function expectUnharmed(odd: () => Promise<unknown>) {
  const other = await connect('G-0001');
  const say = async () => {
    told += 1;
    const rows = [{ sensorId: 'S-0002', at: NOW - told * 10_000, amperes: 1 }];
    const topic = 'dayi/33OWN/gateway/G-0001/current';
    await other.publishAsync(topic, JSON.stringify(rows), { qos: 1 });
  };
  await Promise.all([odd(), say()]);
  await say();
  expect(await storedOf('S-0002')).toBe(2);
}

const row = (more: Record<string, unknown>) => ({
  sensorId: 'S-0001',
  at: NOW,
  amperes: 1,
  ...more,
});
const NAN = '{"sensorId":"S-0001","at":1764550800000,"amperes":NaN}';
const many = (count: number, more: (nth: number) => Record<string, unknown>) =>
  Array.from({ length: count }, (_, nth) => row(more(nth)));
const hundredThousand = JSON.stringify(many(100_000, (nth) => ({ at: NOW - nth * 10_000 })));
const sixThousand = JSON.stringify(
  Array.from({ length: 6_000 }, (_, nth) => ({ at: NOW - nth * 10_000, amperes: 1 })),
);
const tenMegabytes = JSON.stringify(row({ firmware: 'x'.repeat(10_000_000) }));

const ODD: readonly [name: string, payload: string, reason: string, mqtt: string, http: number][] =
  [
    ['NaN', NAN, 'malformed', 'acknowledged', 400],
    ['a negative current', JSON.stringify(row({ amperes: -3 })), 'negative', 'acknowledged', 202],
    ['1e9 A', JSON.stringify(row({ amperes: 1e9 })), 'too_large', 'acknowledged', 202],
    ['a word', JSON.stringify(row({ amperes: '1.5' })), 'not_a_number', 'acknowledged', 202],
    [
      'another’s code',
      JSON.stringify(row({ sensorId: 'S-0003' })),
      'unknown_sensor',
      'acknowledged',
      202,
    ],
    [
      'an unknown sensor',
      JSON.stringify(row({ sensorId: 'S-9' })),
      'unknown_sensor',
      'acknowledged',
      202,
    ],
    [
      'a clock a day ahead',
      JSON.stringify(row({ at: NOW + DAY })),
      'clock_ahead',
      'acknowledged',
      202,
    ],
    [
      'a clock a year behind',
      JSON.stringify(row({ at: NOW - 365 * DAY })),
      'clock_behind',
      'acknowledged',
      202,
    ],
    ['ten megabytes', tenMegabytes, 'payload_too_large', 'cut off', 413],
    ['100,000 readings', hundredThousand, 'payload_too_large', 'cut off', 413],
    ['6,000 short readings', sixThousand, 'batch_too_large', 'acknowledged', 413],
  ];

test.each(ODD)('%s by MQTT is counted by its reason', async (_, payload, reason, mqtt) => {
  const before = await metric(reason);
  await expectUnharmed(async () => expect(await sayByMqtt(payload)).toBe(mqtt));
  expect(await counted()).toEqual([['SENSOR1', reason, 1]]);
  expect(await metric(reason)).toBe(before + 1);
  expect(await storedOf('S-0001')).toBe(0);
});

test.each(ODD)('%s by HTTP is counted by its reason', async (_, payload, reason, __, status) => {
  const before = await metric(reason);
  const readings = payload.startsWith('[') ? payload : `[${payload}]`;
  await expectUnharmed(async () => {
    expect((await sayByHttp(`{"readings":${readings}}`)).status).toBe(status);
  });
  expect(await counted()).toEqual([['SENSOR1', reason, 1]]);
  expect(await metric(reason)).toBe(before + 1);
  expect(await storedOf('S-0001')).toBe(0);
});

test('a body that is no batch is counted too, and one without a known key is not', async () => {
  expect((await sayByHttp('{"rows":[]}')).status).toBe(400);
  expect(await counted()).toEqual([['SENSOR1', 'malformed', 1]]);
  const stranger = await fetch(`${world.url}/api/v1/telemetry/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer dk_nobody' },
    body: '{',
  });
  expect(stranger.status).toBe(400);
  expect(await counted()).toEqual([['SENSOR1', 'malformed', 1]]);
});

test('a retained reading is never fresh', async () => {
  const said = await sayByMqtt(JSON.stringify(row({})), { retain: true });
  expect([said, await counted(), await storedOf('S-0001')]).toEqual([
    'acknowledged',
    [['SENSOR1', 'retained', 1]],
    0,
  ]);
});

test('another’s topic ends the connection, and is counted for who tried', async () => {
  expect(await sayByMqtt(JSON.stringify(row({})), { topic: 'usr/4g/000123' })).toBe('cut off');
  expect(await counted()).toEqual([['SENSOR1', 'foreign_topic', 1]]);
});

test.each(['MQTT', 'HTTP'])(
  'a kilohertz by %s leaves twenty readings of ten seconds',
  async (by) => {
    const rows = many(4_000, (nth) => ({ at: NOW - 60_000 * 60 * (by === 'MQTT' ? 1 : 2) + nth }));
    await expectUnharmed(async () => {
      if (by === 'MQTT') {
        const short = rows.map(({ amperes, at }) => ({ at, amperes }));
        expect(await sayByMqtt(JSON.stringify(short))).toBe('acknowledged');
      } else {
        const answer = await sayByHttp(JSON.stringify({ readings: rows }));
        expect(answer.status).toBe(202);
        expect(await answer.json()).toMatchObject({ accepted: 20 });
      }
    });
    expect(await storedOf('S-0001')).toBe(20);
    expect(await counted()).toEqual([['SENSOR1', 'too_fast', 3_980]]);
  },
);
