import { once } from 'node:events';
import { createConnection } from 'node:net';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { eventually } from '../support/eventually.ts';
import { keyOf, plantSensors } from '../support/sensor-stage.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(START);

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
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  clients = [];
});
afterAll(async () => {
  await world.stop();
});

async function signIn(code: string, more: IClientOptions = {}): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${String(world.running.mqttPort)}`, {
    username: code,
    password: keyOf(code),
    clientId: code,
    reconnectPeriod: 0,
    connectTimeout: 3_000,
    ...more,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

const reading = (ms: number, amperes: unknown = 1.5) => JSON.stringify({ at: NOW + ms, amperes });
const stored = async (code: string) => {
  const rows = await world.deps
    .db('sensor_readings as r')
    .join('sensors as s', 's.no', 'r.sensor_no')
    .where('s.code', code)
    .orderBy('r.at')
    .select<{ at: number; amperes: number }[]>('r.at', 'r.amperes');
  return rows.map(({ at, amperes }) => [at - NOW, amperes]);
};
const closeOf = (client: MqttClient) =>
  new Promise<void>((resolve) => client.once('close', () => resolve()));
const refused = async (subject: string) => {
  await intakeOf(world.deps).notes.flush();
  const rows = (await world.deps.db('sensor_rejects').where({ subject }).orderBy('reason')) as {
    reason: string;
    count: number;
  }[];
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
};

test('what is acknowledged is stored, of every kind of device', async () => {
  const own = await signIn('S-0001');
  await own.publishAsync('dayi/33OWN/S-0001/current', reading(0, 0), { qos: 1 });
  expect(await stored('S-0001')).toEqual([[0, 0]]);
  const gateway = await signIn('G-0001');
  const batch = ['S-0002', 'S-0007'].map((sensorId) => ({ sensorId, at: NOW - 5, amperes: 2 }));
  await gateway.publishAsync('dayi/33OWN/gateway/G-0001/current', JSON.stringify(batch), {
    qos: 1,
  });
  expect([await stored('S-0002'), await stored('S-0007')]).toEqual([[[-5, 2]], [[-5, 2]]]);
  const plug = await signIn('S-0004', {
    will: { topic: 'tele/plug-7/LWT', payload: Buffer.from('Offline'), qos: 1, retain: true },
  });
  const energy = { Time: '2026-11-24T09:00:00', ENERGY: { Current: 0.25 } };
  await plug.publishAsync('tele/plug-7/SENSOR', JSON.stringify(energy), { qos: 1 });
  await plug.publishAsync('stat/plug-7/RESULT', '{"POWER":"ON"}', { qos: 1 });
  expect(await stored('S-0004')).toEqual([[0, 0.25]]);
  expect(await refused('SENSOR4')).toEqual({});
  // A line that breaks lets the broker speak the device's last will.
  plug.stream.destroy();
  await eventually(async () => {
    await intakeOf(world.deps).notes.flush(true);
    const sensors = world.deps.db('sensors').where({ code: 'S-0004' });
    const [row] = await sensors.select<{ online: number | null }[]>('online');
    return row?.online === 0;
  });
});

test.each([
  ['another’s topic', 'dayi/33OWN/S-0003/current'],
  ['another unit', 'dayi/33SIB/S-0006/current'],
  ['a gateway’s', 'dayi/33OWN/gateway/G-0001/current'],
])('a device that publishes on %s is cut off, and counted', async (_, topic) => {
  const client = await signIn('S-0001');
  const before = (await refused('SENSOR1'))['foreign_topic'] ?? 0;
  const closed = closeOf(client);
  client.publish(topic, reading(60), { qos: 1 });
  await closed;
  expect((await refused('SENSOR1'))['foreign_topic']).toBe(before + 1);
  expect([...(await stored('S-0003')), ...(await stored('S-0006'))]).toEqual([]);
});

test('bad readings are acknowledged, counted by reason, and not stored', async () => {
  const client = await signIn('S-0005');
  const topic = 'shellyplus1pm-a8/events/rpc';
  const say = (current: unknown, ts = NOW / 1_000) =>
    JSON.stringify({ method: 'NotifyStatus', params: { ts, 'switch:0': { current } } });
  const bad = [
    say('1'),
    say(-3),
    say(1e9),
    say(1, NOW / 1_000 + 86_400),
    say(1, 1_700_000_000),
    '{',
  ];
  for (const payload of bad) await client.publishAsync(topic, payload, { qos: 1 });
  await client.publishAsync(topic, say(1), { qos: 1, retain: true });
  await client.publishAsync(topic, say(0.5), { qos: 1 });
  expect(await stored('S-0005')).toEqual([[0, 0.5]]);
  expect(await refused('SENSOR5')).toEqual({
    clock_ahead: 1,
    clock_behind: 1,
    malformed: 1,
    negative: 1,
    not_a_number: 1,
    retained: 1,
    too_large: 1,
  });
});

test('a packet of ten megabytes is not even read: its connection ends, the others go on', async () => {
  const client = await signIn('S-0003');
  const other = await signIn('S-0001');
  const closed = closeOf(client);
  client.publish('usr/4g/000123', Buffer.alloc(10_000_000, 32), { qos: 1 });
  await closed;
  expect(await refused('SENSOR3')).toEqual({ payload_too_large: 1 });
  await other.publishAsync('dayi/33OWN/S-0001/current', reading(7), { qos: 1 });
  expect(await stored('S-0001')).toContainEqual([7, 1.5]);
});

test('nobody comes in without the right key, and a key that was changed lets nothing more in', async () => {
  await expect(signIn('S-0001', { password: 'dk_wrong' })).rejects.toThrow(/not authorized/i);
  await expect(signIn('S-0001', { password: keyOf('S-0003') })).rejects.toThrow();
  await expect(signIn('S-0002')).rejects.toThrow();
  await expect(signIn('nobody')).rejects.toThrow();
  const client = await signIn('S-0001');
  const later = new Date(NOW + 1_000);
  await world.deps
    .db('sensors')
    .where({ code: 'S-0001' })
    .update({ secret_hash: 'changed', changed_at: later });
  await intakeOf(world.deps).keeper.renew();
  const closed = closeOf(client);
  client.publish('dayi/33OWN/S-0001/current', reading(99), { qos: 1 });
  await closed;
  expect(await stored('S-0001')).not.toContainEqual([99, 1.5]);
});

test('a connection that never says who it is keeps no server from stopping', async () => {
  const brief = await createWorld({
    roles: 'ingest',
    config: { mqtt: { port: 0, isChosen: true } },
  });
  const socket = createConnection(brief.running.mqttPort!, '127.0.0.1');
  await once(socket, 'connect');
  const began = Date.now();
  await brief.stop();
  expect(Date.now() - began).toBeLessThan(5_000);
  socket.destroy();
});

test('a device hears nothing of others', async () => {
  const client = await signIn('S-0003');
  const granted = await client
    .subscribeAsync(['#', 'dayi/33OWN/+/current', '$SYS/#'])
    .catch((error: unknown) => String(error));
  expect(JSON.stringify(granted)).toMatch(/128|Unspecified/);
  const heard: string[] = [];
  client.on('message', (topic) => heard.push(topic));
  const other = await signIn('G-0001');
  const batch = JSON.stringify([{ sensorId: 'S-0002', at: NOW, amperes: 2 }]);
  await other.publishAsync('dayi/33OWN/gateway/G-0001/current', batch, { qos: 1 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toEqual([]);
});
