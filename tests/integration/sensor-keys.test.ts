import { connectAsync, type MqttClient } from 'mqtt';
import { run, type Running } from '../../bff/src/main.ts';
import { Client, signInAs } from '../support/client.ts';
import { keyOf, plantSensors } from '../support/sensor-stage.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

/** Shorter than the round in which nodes look for changes by themselves. */
const AT_ONCE_MS = 2_000;

let world: World;
let other: Running;
let operator: Client;
const clients: MqttClient[] = [];

beforeAll(async () => {
  const config = { mqtt: { port: 0, isChosen: true } };
  world = await createWorld({
    startsAt: '2026-11-24T01:00:00.000Z',
    roles: 'web,ingest',
    config,
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await plantSensors(deps);
    },
  });
  other = await run({ ...world.config, port: 0 }, { clock: world.clock });
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  for (const client of clients) client.end(true);
  await other.stop();
  await world.stop();
});

async function connect({ mqttPort }: Running, username: string, password: string) {
  const url = `mqtt://127.0.0.1:${String(mqttPort)}`;
  const options = { username, password, reconnectPeriod: 0, connectTimeout: 2_000 };
  const client = await connectAsync(url, options, false);
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

async function send(key: string) {
  const device = new Client(world.url);
  device.token = key;
  return (await device.call('postReadings', { body: { readings: [] } })).status;
}

const closed = (client: MqttClient) =>
  new Promise<void>((resolve, reject) => {
    client.once('close', resolve);
    setTimeout(() => reject(new Error('still connected')), AT_ONCE_MS).unref();
  });

const keyHolder = async (code: string) => {
  const { body } = await operator.call('listSensors', { query: { unitId: 'UNITOWN' } });
  return body.items.find((sensor) => sensor.code === code)!.key;
};

test('a new key ends what the old one opened, on every node, and opens anew', async () => {
  const here = await connect(world.running, 'S-0001', keyOf('S-0001'));
  const there = await connect(other, 'S-0001', keyOf('S-0001'));
  const bystander = await connect(other, 'G-0001', keyOf('G-0001'));
  const gone = Promise.all([closed(here), closed(there)]);
  const { deviceId } = await keyHolder('S-0001');
  const { status, body } = await operator.call('renewSensorKey', { params: { id: deviceId } });
  expect([status, body]).toEqual([
    200,
    {
      id: 'SENSOR1',
      code: 'S-0001',
      key: expect.stringMatching(/^dk_/) as string,
      topic: 'dayi/33OWN/S-0001/current',
    },
  ]);
  await gone;
  expect(bystander.connected).toBe(true);
  await expect(connect(other, 'S-0001', keyOf('S-0001'))).rejects.toThrow(/not authorized/i);
  expect(await send(keyOf('S-0001'))).toBe(401);
  const again = await connect(other, 'S-0001', body.key!);
  const reading = JSON.stringify({ amperes: 1 });
  await again.publishAsync('dayi/33OWN/S-0001/current', reading, { qos: 1 });
  expect(await send(body.key!)).toBe(202);
  const kept = await world.deps.db('sensors').where({ id: 'SENSOR1' });
  expect(JSON.stringify(kept)).not.toContain(body.key);
});

test('a gateway’s key is revoked by way of a sensor behind it, until it has a new one', async () => {
  const there = await connect(other, 'G-0001', keyOf('G-0001'));
  const holder = await keyHolder('S-0002');
  const gateway = { deviceId: 'GATEWAY1', deviceCode: 'G-0001', isGateway: true };
  expect(holder).toEqual({ ...gateway, isRevoked: false });
  const gone = closed(there);
  const params = { id: holder.deviceId };
  expect((await operator.call('revokeSensorKey', { params })).status).toBe(204);
  await gone;
  expect(await send(keyOf('G-0001'))).toBe(401);
  expect(await keyHolder('S-0002')).toEqual({ ...gateway, isRevoked: true });
  const { body } = await operator.call('renewSensorKey', { params });
  expect(await send(body.key!)).toBe(202);
  expect(await keyHolder('S-0007')).toEqual({ ...gateway, isRevoked: false });
});

test('a connection of a key that was changed does not live on by that of its successor', async () => {
  const { body } = await operator.call('renewSensorKey', { params: { id: 'SENSOR3' } });
  const before = await connect(world.running, 'S-0003', body.key!);
  const gone = closed(before);
  const next = await operator.call('renewSensorKey', { params: { id: 'SENSOR3' } });
  const after = await connect(world.running, 'S-0003', next.body.key!);
  await gone;
  expect(after.connected).toBe(true);
});

test.each(['renewSensorKey', 'revokeSensorKey'] as const)(
  '%s: not for a device of another unit, nor for one without a key',
  async (route) => {
    const own = await operator.call(route, { params: { id: 'SENSOR2' } });
    expect(own.problem.code).toBe('sensor.no_key');
    const stranger = await signInAs(world.url, 'operator-foreign');
    const foreign = await stranger.call(route, { params: { id: 'SENSOR1' } });
    expect(foreign.problem.code).toBe('sensor.not_found');
  },
);

test('who changed a key is on record, the key is not', async () => {
  const rows = (await world.deps
    .db('audit_events')
    .where('action', 'like', 'sensor.key_%')) as unknown[];
  expect(rows.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(rows)).not.toContain('dk_');
});
