import { instrumentCode } from '../../bff/src/features/bookings/index.ts';
import { latestReadings, readingsOf } from '../../bff/src/features/sensors/index.ts';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:00:00.000Z';
const MINUTE = 60_000;

let world: World;
let operator: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: START, roles: 'web', fill: plantSmallProvince });
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await world.stop();
});

const register = (who: Client, body: Record<string, unknown>) =>
  who.call('registerSensor', { body: { unitId: 'UNITOWN', kind: 'dayi', ...body } });
const bind = (who: Client, body: Record<string, unknown>) => who.call('bindSensor', { body });
const fleet = async (who = operator) =>
  (await who.call('listSensors', { query: { unitId: 'UNITOWN' } })).body.items;

async function send(key: string, readings: unknown[]) {
  const device = new Client(world.url);
  device.token = key;
  return await device.call('postReadings', { body: { readings } });
}

const keys = new Map<string, string>();

test('a sensor is registered, its key shown once, and it may send at once', async () => {
  const made = await register(operator, { code: 'S-0417' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ code: 'S-0417', topic: 'dayi/33OWN/S-0417/current' });
  keys.set('S-0417', made.body.key!);
  const kept = JSON.stringify(await world.deps.db('sensors').where({ code: 'S-0417' }));
  expect(kept).not.toContain(made.body.key);
  const sent = await send(made.body.key!, [{ sensorId: 'S-0417', at: START, amperes: 1 }]);
  expect([sent.status, sent.body.accepted]).toEqual([202, 1]);
});

test('one that was never heard may be registered again, one that was heard may not', async () => {
  const first = await register(operator, { code: 'S-0500', kind: 'tasmota', topic: 'tele/plug' });
  const again = await register(operator, { code: 'S-0500', kind: 'tasmota', topic: 'tele/plug' });
  expect(again.body.id).toBe(first.body.id);
  expect(again.body.key).not.toBe(first.body.key);
  expect((await send(first.body.key!, [])).problem.code).toBe('sensor.key_invalid');
  expect((await send(again.body.key!, [])).status).toBe(202);
  await intakeOf(world.deps).notes.flush(true);
  expect((await register(operator, { code: 'S-0417' })).problem.code).toBe('sensor.code_taken');
  const twin = await register(operator, { code: 'S-0501', kind: 'shelly', topic: 'tele/plug' });
  expect(twin.problem.code).toBe('sensor.topic_taken');
});

test('a gateway and its members; a member has no key of its own', async () => {
  const gateway = await register(operator, { code: 'G-0001', kind: 'gateway' });
  expect(gateway.body.topic).toBe('dayi/33OWN/gateway/G-0001/current');
  const member = { code: 'S-0600', kind: 'gateway_member', gatewayCode: 'G-0001' };
  expect((await register(operator, member)).body).toMatchObject({ key: null, topic: null });
  const sent = await send(gateway.body.key!, [{ sensorId: 'S-0600', at: START, amperes: 0 }]);
  expect(sent.body).toMatchObject({ accepted: 1, rejected: [] });
  const nobody = { code: 'S-0601', kind: 'gateway_member', gatewayCode: 'G-9999' };
  expect((await register(operator, nobody)).problem.code).toBe('sensor.not_found');
});

test.each([
  [{ code: 'a b' }, 'code'],
  [{ code: 'S-1', kind: 'tasmota' }, 'topic'],
  [{ code: 'S-1', kind: 'gateway_member' }, 'gatewayCode'],
  [{ code: 'S-1', kind: 'dtu', topic: 'dayi/33OWN/S-0417/current' }, 'topic'],
  [{ code: 'S-1', kind: 'dtu', topic: 'usr/#' }, 'topic'],
])('%j is refused by name', async (body, path) => {
  const { problem } = await register(operator, body);
  expect([problem.code, problem.errors![0]!.path]).toEqual([
    'request.invalid',
    expect.stringContaining(path),
  ]);
});

test('a sensor is bound by scanning both codes, moves, and two never sit on one instrument', async () => {
  const labelCode = instrumentCode(world.config.secret, INSTRUMENTS.sem).toLowerCase();
  const bound = await bind(operator, { sensorCode: 'S-0417', labelCode });
  expect([bound.status, bound.body.instrumentId]).toEqual([200, INSTRUMENTS.sem]);
  const again = await bind(operator, { sensorCode: 'S-0417', instrumentId: INSTRUMENTS.sem });
  expect(again.body).toEqual(bound.body);
  const second = await bind(operator, { sensorCode: 'S-0600', instrumentId: INSTRUMENTS.sem });
  expect(second.problem.code).toBe('sensor.instrument_taken');
  const foreign = await bind(operator, { sensorCode: 'S-0417', instrumentId: INSTRUMENTS.sibling });
  expect(foreign.problem.code).toBe('instrument.not_found');
  expect((await bind(operator, { sensorCode: 'S-0417', labelCode: 'NOSUCH' })).status).toBe(404);
  expect((await bind(operator, { sensorCode: 'S-0417' })).status).toBe(400);
});

test('readings follow the sensor: each instrument has those of the time it was clipped there', async () => {
  const at = () => world.clock.now().getTime();
  const began = at();
  const say = (amperes: number) =>
    send(keys.get('S-0417')!, [{ sensorId: 'S-0417', at: at(), amperes }]);
  world.clock.advance(MINUTE);
  await say(2);
  world.clock.advance(MINUTE);
  await bind(operator, { sensorCode: 'S-0417', instrumentId: INSTRUMENTS.free });
  world.clock.advance(MINUTE);
  await say(3);
  const amperes = async (id: string) =>
    (await readingsOf(world.deps.db, id, began, at() + 1)).map((reading) => reading.amperes);
  expect(await amperes(INSTRUMENTS.sem)).toEqual([2]);
  expect(await amperes(INSTRUMENTS.free)).toEqual([3]);
  expect(await latestReadings(world.deps.db, began, [INSTRUMENTS.free])).toMatchObject([
    { instrumentId: INSTRUMENTS.free, amperes: 3 },
  ]);
  const sensor = (await fleet()).find(({ code }) => code === 'S-0417')!;
  expect((await operator.call('unbindSensor', { params: { id: sensor.id } })).status).toBe(204);
  expect((await operator.call('unbindSensor', { params: { id: sensor.id } })).status).toBe(204);
  expect(
    (await bind(operator, { sensorCode: 'S-0600', instrumentId: INSTRUMENTS.free })).status,
  ).toBe(200);
});

test('the fleet list tells the health of each', async () => {
  const bad = { sensorId: 'S-0417', at: world.clock.now().toISOString(), amperes: 'x' };
  await send(keys.get('S-0417')!, [bad, bad, { ...bad, amperes: 1, battery: 12, firmware: '2.0' }]);
  await intakeOf(world.deps).notes.flush(true);
  const items = await fleet();
  expect(items.map(({ code }) => code)).toEqual(['S-0417', 'S-0500', 'S-0600']);
  expect(items[0]).toMatchObject({
    firmware: '2.0',
    batteryPercent: 12,
    instrument: null,
    rejectsToday: [{ reason: 'not_a_number', count: 2 }],
  });
  expect(Math.abs(items[0]!.skewMs!)).toBeLessThan(5_000);
  expect(items[1]).toMatchObject({ kind: 'tasmota', lastSeenAt: null });
  expect(items[2]).toMatchObject({ gatewayCode: 'G-0001', instrument: { id: INSTRUMENTS.free } });
  const page = await operator.call('listSensors', { query: { unitId: 'UNITOWN', limit: 2 } });
  const rest = { unitId: 'UNITOWN', cursor: page.body.nextCursor! };
  expect((await operator.call('listSensors', { query: rest })).body.items).toHaveLength(1);
});

test.each(['unit-admin', 'operator-sibling-crew'])('%s looks after the same fleet', async (who) => {
  expect(await fleet(await signInAs(world.url, who))).toHaveLength(3);
});

test.each(['unit-admin-2', 'operator-foreign'])('%s knows of none of it', async (who) => {
  const other = await signInAs(world.url, who);
  const sensor = (await fleet())[0]!;
  const asked = await Promise.all([
    other.call('listSensors', { query: { unitId: 'UNITOWN' } }),
    register(other, { code: 'S-0800' }),
    bind(other, { sensorCode: 'S-0417', instrumentId: INSTRUMENTS.sem }),
    other.call('unbindSensor', { params: { id: sensor.id } }),
  ]);
  expect(asked.map(({ problem }) => problem.code)).toEqual(Array(4).fill('sensor.not_found'));
});
