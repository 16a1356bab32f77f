import { LIVE_PATH } from '@dayi/shared/routes/index';
import { WebSocket } from 'ws';
import { judgingTasks } from '../../bff/src/features/monitoring/index.ts';
import { extendPartitions } from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import { run, type Running } from '../../bff/src/main.ts';
import type { Reading } from '../../bff/src/features/monitoring/domain/readings.ts';
import { Client, signInAs } from '../support/client.ts';
import { currents, HOUR, MINUTE, type Stay, week } from '../support/currents.ts';
import { eventually } from '../support/eventually.ts';
import { clipSensor, keepReadings } from '../support/monitoring-stage.ts';
import { keyOf } from '../support/sensor-stage.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-11-24T01:42:00.000Z');
const DAY = 24 * HOUR;
const NO = 1;

let world: World;
let operator: Client;

/** Keeps readings and tells the process of them, as ingest does after its commit. */
async function read(running: Running, readings: readonly Reading[]): Promise<void> {
  await keepReadings(running.deps, NO, readings);
  running.watch.hear([{ instrumentId: INSTRUMENTS.sem, readings }]);
}

const stays = (from: number, ...list: Stay[]) => currents(list, { from, seed: from % 97 });
const stateNow = async () =>
  (await operator.call('getRunState', { params: { id: INSTRUMENTS.sem } })).body;
const isState = (state: string) => async () => (await stateNow()).state === state;

beforeAll(async () => {
  world = await createWorld({
    startsAt: new Date(NOW).toISOString(),
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await extendPartitions(deps);
      // Off until now.
      const past = currents([...week(), { amperes: 0, minutes: 60 }], {
        from: NOW - 5 * DAY - HOUR,
      });
      await keepReadings(deps, NO, past);
      await clipSensor(deps, INSTRUMENTS.sem, { no: NO, at: new Date(NOW - 7 * DAY) });
    },
  });
  operator = await signInAs(world.url, 'operator');
  // As the first reading of a sensor that was clipped on a moment ago: the fleet is looked at again.
  world.running.watch.hear([{ instrumentId: INSTRUMENTS.sem, readings: [] }]);
});
afterAll(async () => {
  await world.stop();
});

test('an instrument begins by what is typical, with little sureness, from what is kept', async () => {
  await eventually(isState('off'), { what: 'not off' });
  const now = await stateNow();
  expect(now).toMatchObject({ isSure: false });
  const model = await operator.call('getRunModel', { params: { id: INSTRUMENTS.sem } });
  expect(model.body.model).toMatchObject({ version: 1, reason: 'cold', learnedFrom: null });
});

/** Waits until the classifier goes by a version of the model. */
const readsBy = (version: number) =>
  eventually(
    async () => {
      world.clock.advance(5_000);
      const row = await world.deps
        .db('run_states')
        .first<{ model_version: number }>('model_version');
      return row.model_version === version;
    },
    { what: `not read by version ${String(version)}`, withinMs: 20_000 },
  );

test('after a day its own readings tell, and its hours are known', async () => {
  const hourly = judgingTasks.get('monitoring.hourly');
  await hourly?.(world.deps, { id: '', kind: '', naturalKey: '', payload: {} });
  const model = await operator.call('getRunModel', { params: { id: INSTRUMENTS.sem } });
  expect(model.body.model).toMatchObject({ version: 2, reason: 'first' });
  expect(model.body.model.levels.map(({ state }) => state)).toEqual(['off', 'standby', 'on']);
  expect(model.body.model.borders.map(({ amperes }) => amperes > 0)).toEqual([true, true]);
  await keepReadings(world.deps, NO, stays(NOW, { amperes: 0, minutes: 5 }));
  await readsBy(2);
  // What is kept and was told to nobody is found within half a minute.
  const lastRead = async () => (await stateNow()).lastReadingAt;
  await eventually(
    async () => {
      world.clock.advance(5_000);
      return (await lastRead()) === new Date(NOW + 5 * MINUTE - 10_000).toISOString();
    },
    { what: 'not found' },
  );
});

interface Phone {
  events: Record<string, unknown>[];
  close: () => void;
}

async function openPhone(port: number, token: string | undefined): Promise<Phone> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}${LIVE_PATH}`);
  const events: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => {
    events.push(JSON.parse(data.toString()) as Record<string, unknown>);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ auth: token }));
  socket.send(JSON.stringify({ subscribe: ['board:UNITOWN', `instrument:${INSTRUMENTS.sem}`] }));
  await eventually(() => Promise.resolve(events.some(({ event }) => event === 'snapshot')));
  return { events, close: () => socket.close() };
}

const heardRun = (phone: Phone) => phone.events.filter(({ event }) => event === 'run.changed');

test('a state that turns is on an open phone within two seconds, and on the staff’s only', async () => {
  const staff = await openPhone(world.running.port, operator.token);
  const researcher = await signInAs(world.url, 'researcher');
  const stranger = await openPhone(world.running.port, researcher.token);
  const from = NOW + 5 * MINUTE;
  const startedAt = Date.now();
  world.clock.set(new Date(from + 2 * MINUTE).toISOString());
  const sensor = new Client(world.url);
  sensor.token = keyOf('S-0001');
  const readings = stays(from, { amperes: 1.5, minutes: 2 }).map(({ amperes, at }) => {
    return { sensorId: 'S-0001', at: new Date(at).toISOString(), amperes };
  });
  const taken = await sensor.call('postReadings', { body: { readings } });
  expect(taken.body).toMatchObject({ accepted: 12 });
  await eventually(() => Promise.resolve(heardRun(staff).length > 0), {
    what: 'nothing was heard',
  });
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  expect(heardRun(staff)).toHaveLength(1);
  expect(heardRun(staff)[0]).toMatchObject({
    topic: 'board:UNITOWN',
    data: { instrumentId: INSTRUMENTS.sem, state: 'on' },
  });
  expect(heardRun(stranger)).toEqual([]);
  // Surer with every reading that follows, which is seen within seconds.
  world.clock.advance(10_000);
  const isSeen = async () => (await stateNow()).lastReadingAt === readings.at(-1)?.at;
  await eventually(isSeen, { what: 'not all seen' });
  expect((await stateNow()).isSure).toBe(true);
  expect((await stateNow()).amperes).toBeCloseTo(1.5, 0);
  staff.close();
  stranger.close();
});

const openSegments = () =>
  world.deps.db('run_segments').where({ instrument_id: INSTRUMENTS.sem }).whereNull('ends_at');

test('late and repeated readings leave the state alone', async () => {
  const before = await stateNow();
  const epochs = await world.deps.db('run_segments').count('* as n');
  await read(world.running, stays(NOW + 3 * MINUTE, { amperes: 0.12, minutes: 2 }));
  await read(world.running, stays(NOW + 5 * MINUTE, { amperes: 0.12, minutes: 1 }));
  expect(await stateNow()).toEqual(before);
  expect(await world.deps.db('run_segments').count('* as n')).toEqual(epochs);
});

test('what is read is seen within seconds, before MySQL is told; without Redis a little later', async () => {
  const { db, redis } = world.deps;
  const keptAt = async () =>
    (await db('run_states').first<{ last_reading_at: Date }>('last_reading_at')).last_reading_at;
  const seenAt = async () => Date.parse((await stateNow()).lastReadingAt ?? '');
  const at = (await seenAt()) + 10_000;
  await read(world.running, [{ at, amperes: 1.4 }]);
  await eventually(async () => (await seenAt()) === at, { what: 'not seen' });
  expect((await stateNow()).amperes).toBe(1.4);
  const away = jest.spyOn(redis, 'hmget').mockRejectedValue(new Error('away'));
  expect(await seenAt()).toBe((await keptAt()).getTime());
  away.mockRestore();
});

test('what is kept but was not heard of is found before anything is called silent', async () => {
  // Three minutes of it, told to nobody; then time passes the silence.
  await keepReadings(world.deps, NO, stays(NOW + 7 * MINUTE, { amperes: 0.12, minutes: 8 }));
  world.clock.set(new Date(NOW + 15 * MINUTE).toISOString());
  await eventually(isState('standby'), { what: 'not found' });
  const states = await world.deps
    .db('run_segments')
    .where('starts_at', '>', new Date(NOW + 5 * MINUTE))
    .orderBy('starts_at')
    .select<{ state: string }[]>('state');
  expect(states.map(({ state }) => state)).toEqual(['on', 'standby']);
  world.clock.set(new Date(NOW + 20 * MINUTE).toISOString());
  await eventually(isState('offline'), { what: 'not silent' });
  expect(Date.parse((await stateNow()).since)).toBeLessThan(NOW + 19 * MINUTE);
});

test('another process takes over where the first fell silent, and the first is refused', async () => {
  const second = await run(
    { ...world.config, roles: new Set(['worker']), port: 0 },
    { clock: world.clock },
  );
  try {
    const { db } = world.deps;
    const epochOf = async () => (await db('leases').first<{ epoch: number }>('epoch')).epoch;
    const before = await epochOf();
    // As if the first had stood still for longer than its lease.
    await keepReadings(world.deps, NO, stays(NOW + 20 * MINUTE, { amperes: 1.5, minutes: 5 }));
    await db('leases').update({ epoch: before + 1, owner: 'nobody', until_at: new Date(0) });
    await eventually(async () => (await epochOf()) > before + 1, { what: 'nobody took over' });
    world.clock.set(new Date(NOW + 25 * MINUTE).toISOString());
    await eventually(isState('on'), { what: 'not on' });
    // Passed on by whichever of the two does not lead.
    const next = stays(NOW + 25 * MINUTE, { amperes: 0, minutes: 3 });
    await keepReadings(world.deps, NO, next);
    for (const { watch } of [world.running, second]) {
      watch.hear([{ instrumentId: INSTRUMENTS.sem, readings: next }]);
    }
    await eventually(isState('off'), { what: 'not off' });
    expect(await openSegments()).toHaveLength(1);
  } finally {
    await second.stop();
  }
});

test('a stop keeps everything: who comes after goes on without telling anything twice', async () => {
  await world.running.watch.stop();
  const { db } = world.deps;
  const row = (await db('run_states').first()) as { last_reading_at: Date };
  expect(row.last_reading_at.getTime()).toBe(NOW + 28 * MINUTE - 10_000);
  const told = async () => (await db('outbox').where({ topic: 'run.changed' })).length;
  const before = await told();
  world.clock.set(new Date(NOW + 28 * MINUTE).toISOString());
  const next = await run(
    { ...world.config, roles: new Set(['worker']), port: 0 },
    { clock: world.clock },
  );
  try {
    await keepReadings(world.deps, NO, stays(NOW + 28 * MINUTE, { amperes: 1.5, minutes: 2 }));
    world.clock.set(new Date(NOW + 30 * MINUTE).toISOString());
    await eventually(isState('on'), { what: 'not on' });
    expect(await told()).toBe(before + 1);
    expect(await openSegments()).toHaveLength(1);
  } finally {
    await next.stop();
  }
});
