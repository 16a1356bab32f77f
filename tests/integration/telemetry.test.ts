import {
  dropOldPartitions,
  extendPartitions,
} from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import { intakeOf } from '../../bff/src/features/sensors/use-cases/open-intake.ts';
import { listenToReadings, type TakenBatch } from '../../bff/src/features/sensors/index.ts';
import { FrozenClock } from '../support/frozen-clock.ts';
import { Client } from '../support/client.ts';
import { plantSensors, keyOf } from '../support/sensor-stage.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:00:00.000Z';
const NOW = Date.parse(START);
const DAY = 86_400_000;

let world: World;
const heard: TakenBatch[] = [];

beforeAll(async () => {
  world = await createWorld({
    startsAt: START,
    roles: 'web',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await plantSensors(deps);
    },
  });
  listenToReadings(world.deps, (batch) => heard.push(...batch));
});
afterAll(async () => {
  await world.stop();
});

const row = (sensorId: string, ms: number, amperes: unknown = 1.5) => ({
  sensorId,
  at: new Date(NOW + ms).toISOString(),
  amperes,
});

async function post(code: string, readings: unknown[]) {
  const client = new Client(world.url);
  client.token = keyOf(code);
  return await client.call('postReadings', { body: { readings } });
}

const rowsOf = async (no: number) =>
  (await world.deps.db('sensor_readings').where({ sensor_no: no }).orderBy('at')) as {
    at: number;
    amperes: number;
  }[];
const numberOf = async (code: string) => {
  const sensors = world.deps.db('sensors').where({ code });
  const [found] = await sensors.select<{ no: number }[]>('no');
  return found!.no;
};

test('a batch is durable when it is answered; again it is all duplicates', async () => {
  const readings = [row('S-0001', -20_000), row('S-0001', -10_000, 0), row('S-0001', 0, 'x')];
  const answer = await post('S-0001', readings);
  expect([answer.status, answer.body]).toEqual([
    202,
    { accepted: 2, duplicates: 0, late: 0, rejected: [{ index: 2, code: 'not_a_number' }] },
  ]);
  const kept = [
    { at: NOW - 20_000, amperes: 1.5 },
    { at: NOW - 10_000, amperes: 0 },
  ];
  expect(await rowsOf(await numberOf('S-0001'))).toMatchObject(kept);
  expect(heard).toEqual([
    {
      sensorNo: await numberOf('S-0001'),
      instrumentId: INSTRUMENTS.sem,
      unitId: 'UNITOWN',
      readings: kept,
    },
  ]);
  const again = await post('S-0001', readings.slice(0, 2));
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 2, late: 1 });
  const other = await post('S-0001', [row('S-0001', -20_000, 9)]);
  expect(other.body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await rowsOf(await numberOf('S-0001'))).toMatchObject(kept);
});

test('a gateway speaks for its own sensors; late readings are kept, of any of thirty days', async () => {
  const answer = await post('G-0001', [
    row('S-0002', 0),
    row('S-0002', -29 * DAY),
    row('S-0007', -10_000),
    row('S-0001', 0),
    row('S-0002', -31 * DAY),
    row('S-0002', DAY),
  ]);
  expect(answer.body).toEqual({
    accepted: 3,
    duplicates: 0,
    late: 1,
    rejected: [
      { index: 3, code: 'unknown_sensor' },
      { index: 4, code: 'clock_behind' },
      { index: 5, code: 'clock_ahead' },
    ],
  });
  expect(await rowsOf(await numberOf('S-0002'))).toHaveLength(2);
});

test.each([
  ['no key', undefined],
  ['a made-up key', 'dk_made-up'],
  ['a key too many', `${keyOf('S-0001')}x`],
])('%s writes nothing', async (_, token) => {
  const client = new Client(world.url);
  client.token = token;
  const { status, problem } = await client.call('postReadings', {
    body: { readings: [row('S-0001', 0)] },
  });
  expect([status, problem.code]).toEqual([401, 'sensor.key_invalid']);
});

test('a device’s key opens nothing else', async () => {
  const client = new Client(world.url);
  client.token = keyOf('S-0001');
  expect((await client.call('getMe')).problem.code).toBe('auth.token_invalid');
});

test('more than five thousand rows are refused whole, and counted', async () => {
  const many = Array.from({ length: 5_001 }, (_, at) => ({ sensorId: 'S-0003', at, amperes: 1 }));
  const answer = await post('S-0003', many);
  expect([answer.status, answer.problem.code]).toEqual([413, 'request.too_large']);
  await intakeOf(world.deps).notes.flush();
  const counts = await world.deps.db('sensor_rejects').where({ subject: 'SENSOR3' });
  expect(counts).toMatchObject([{ reason: 'batch_too_large', count: 1 }]);
});

test('what was heard of a sensor is noted: when, how far off its clock, what it says of itself', async () => {
  const said = { ...row('S-0005', -5_000), firmware: '1.4.2', battery: 81 };
  await post('S-0005', [said, row('S-0005', 0, -7), row('S-0005', 0, -7)]);
  await intakeOf(world.deps).notes.flush(true);
  const sensor = (await world.deps.db('sensors').where({ code: 'S-0005' }).first()) as Record<
    string,
    unknown
  >;
  expect(sensor).toMatchObject({
    firmware: '1.4.2',
    battery: 81,
    last_reading_at: new Date(NOW - 5_000),
  });
  expect(Number(sensor['skew_ms'])).toBeLessThanOrEqual(-5_000);
  expect(Number(sensor['skew_ms'])).toBeGreaterThan(-60_000);
  const counts = await world.deps.db('sensor_rejects').where({ subject: 'SENSOR5' });
  expect(counts).toMatchObject([{ reason: 'negative', count: 2 }]);
  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  expect(metrics).toContain('dayi_readings_rejected_total{reason="negative"} 2');
  expect(metrics).toMatch(/dayi_readings_stored_total [1-9]/);
});

test('many callers at once share statements, and each hears of its own', async () => {
  const intake = intakeOf(world.deps);
  const sensor = intake.keeper.fleet.withCode('S-0003')!.sensor!;
  const before = heard.length;
  const taken = Array.from({ length: 500 }, (_, at) => [{ sensor, at: NOW + at, amperes: 2 }]);
  await Promise.all(taken.map((one) => intake.queue.take(one)));
  expect(await rowsOf(sensor.no)).toHaveLength(500);
  expect(heard.length - before).toBeLessThan(10);
});

test('while MySQL refuses readings wait, and are stored once when it is back', async () => {
  const { db } = world.deps;
  const intake = intakeOf(world.deps);
  const sensor = intake.keeper.fleet.withCode('S-0006')!.sensor!;
  await db.raw('rename table sensor_readings to sensor_readings_away');
  let isDone = false;
  const taking = intake.queue.take([{ sensor, at: NOW, amperes: 3 }]).then(() => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isDone).toBe(false);
  await db.raw('rename table sensor_readings_away to sensor_readings');
  await taking;
  expect(await rowsOf(sensor.no)).toHaveLength(1);
});

test('days are made ahead, and dropped whole when none of theirs is kept any more', async () => {
  const { db } = world.deps;
  const names = async () => {
    const [rows] = (await db.raw(
      `select partition_name as name from information_schema.partitions
        where table_schema = database() and table_name = 'sensor_readings' order by partition_ordinal_position`,
    )) as [{ name: string }[]];
    return rows.map(({ name }) => name);
  };
  const clock = new FrozenClock(START);
  const deps = { db, clock };
  expect((await names()).at(-1)).toBe('p20261201');
  await dropOldPartitions(deps);
  expect((await names()).length).toBe(39);
  clock.advance(20 * DAY);
  // Two processes at once, as two workers do.
  await Promise.all([extendPartitions(deps), extendPartitions(deps)]);
  await dropOldPartitions(deps);
  expect((await names())[0]).toBe('p20261113');
  expect((await names()).at(-1)).toBe('p20261221');
  expect((await names()).length).toBe(39);
  expect(await rowsOf(await numberOf('S-0002'))).toMatchObject([{ at: NOW }]);
  // A server that slept for a year makes no partition of days that nobody wrote in.
  clock.advance(365 * DAY);
  await extendPartitions(deps);
  await dropOldPartitions(deps);
  expect((await names()).length).toBe(39);
});
