import { LIVE_PATH } from '@dayi/shared/routes/index';
import { WebSocket } from 'ws';
import { extendPartitions } from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import type { RunState } from '../../bff/src/features/monitoring/domain/readings.ts';
import type { Change } from '../../bff/src/features/monitoring/domain/tracker.ts';
import { writeChanges } from '../../bff/src/features/monitoring/use-cases/write-changes.ts';
import { takeLease } from '../../bff/src/infra/lease.ts';
import { bookAndPay, bookingSteps } from '../support/booking-steps.ts';
import { Client, signInAs } from '../support/client.ts';
import { currents, HOUR, week } from '../support/currents.ts';
import { eventually } from '../support/eventually.ts';
import { clipSensor, keepReadings } from '../support/monitoring-stage.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(120_000);

/** 09:42 in Hangzhou. */
const NOW = Date.parse('2026-11-24T01:42:00.000Z');
const DAY = 24 * HOUR;
const OWN = INSTRUMENTS.free;
const OTHER = INSTRUMENTS.sibling;
const both = { query: { ids: `${OWN},${OTHER}` } };

let world: World;
let visitor: Client;
let researcher: Client;
let admin: Client;

const { slotIn } = bookingSteps(() => world);

beforeAll(async () => {
  world = await createWorld({
    startsAt: new Date(NOW).toISOString(),
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITOWN', 10_000_000);
      await extendPartitions(deps);
      const past = currents([...week(), { amperes: 0, minutes: 60 }], {
        from: NOW - 5 * DAY - HOUR,
      });
      await keepReadings(deps, 1, past);
      const at = new Date(NOW - 7 * DAY);
      await clipSensor(deps, OWN, { no: 1, at });
      await clipSensor(deps, OTHER, { no: 2, unitId: 'UNITSIBLING', at });
    },
  });
  visitor = new Client(world.url);
  researcher = await signInAs(world.url, 'researcher');
  admin = await signInAs(world.url, 'unit-admin');
  const operator = await signInAs(world.url, 'operator');
  world.running.watch.hear([{ instrumentId: OWN, readings: [] }]);
  const isRead = async () =>
    (await operator.call('getRunState', { params: { id: OWN } })).body.lastReadingAt !== null;
  await eventually(isRead, { what: 'not watched' });
});
afterAll(async () => {
  await world.stop();
});

const show = async (isShown: boolean) => {
  const params = { id: 'UNITOWN' };
  const { body } = await admin.call('setRunShowing', { params, body: { isShown } });
  expect(body).toEqual({ isShown });
};

test('until its unit says so, nobody else learns what an instrument does', async () => {
  for (const client of [visitor, researcher, await signInAs(world.url, 'operator-foreign')]) {
    expect((await client.call('listRunStates', both)).body.items).toEqual([]);
    expect((await client.call('getRunDay', { params: { id: OWN } })).body.run).toBeNull();
    const state = await client.call('getRunState', { params: { id: OWN } });
    expect(state.problem.code).toBe('monitoring.no_sensor');
    const page = await client.call('getInstrument', { params: { id: OWN } });
    expect(page.body.runState).toBeNull();
  }
});

test('shown, everyone sees states and times, never currents, and of that unit only', async () => {
  await show(true);
  for (const client of [visitor, researcher]) {
    const { body } = await client.call('listRunStates', both);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ instrumentId: OWN, state: 'off' });
    expect(JSON.stringify(body)).not.toContain('amperes');
    const state = await client.call('getRunState', { params: { id: OWN } });
    expect(state.body).toMatchObject({ state: 'off', amperes: null });
    const page = await client.call('getInstrument', { params: { id: OWN } });
    expect(page.body.runState).toMatchObject({ state: 'off' });
    const other = await client.call('getRunDay', { params: { id: OTHER } });
    expect(other.body.run).toBeNull();
  }
  const members = await researcher.call('listRunSegments', {
    params: { id: OWN },
    query: { from: new Date(NOW - DAY).toISOString(), to: new Date(NOW).toISOString() },
  });
  expect(members.problem.code).toBe('access.forbidden');
});

test('the day of a shown instrument adds up, its bookings are times without names', async () => {
  const booking = await bookAndPay(researcher, slotIn(0), OWN);
  const booked = { starts_at: new Date(NOW - 2 * HOUR), ends_at: new Date(NOW - HOUR) };
  await world.deps.db('bookings').where(booking.params).update(booked);
  const { body } = await visitor.call('getRunDay', { params: { id: OWN } });
  const seconds = Object.values(body.run!.seconds).reduce((sum, each) => sum + each, 0);
  const [first] = body.run!.stretches;
  expect(seconds).toBeCloseTo((Date.parse(body.at) - Date.parse(first!.startsAt)) / 1000, -1);
  expect(seconds).toBeGreaterThan(5 * 3600);
  expect(body.run!.stretches.at(-1)).toMatchObject({ state: 'off', endsAt: body.at });
  const times = { startsAt: booked.starts_at.toISOString(), endsAt: booked.ends_at.toISOString() };
  expect(body.run!.bookings).toEqual([times]);
  expect(JSON.stringify(body)).not.toMatch(/bookingId|ampere|energy|陈思远/);
});

test('only the unit’s administrators decide, and what they decide is on the record', async () => {
  const params = { id: 'UNITOWN' };
  const body = { isShown: false };
  for (const persona of ['operator', 'unit-admin-2', 'researcher', 'authority']) {
    const client = await signInAs(world.url, persona);
    const answer = await client.call('setRunShowing', { params, body });
    expect([persona, answer.problem.code]).toEqual([persona, 'access.forbidden']);
  }
  expect((await admin.call('getRunBoard')).body).toMatchObject({ isShown: true, may: ['show'] });
  const operator = await signInAs(world.url, 'operator');
  expect((await operator.call('getRunBoard')).body).toMatchObject({ isShown: true, may: [] });
  await show(true);
  const trail = await world.deps.db('audit_events').where({ object_id: 'UNITOWN' }).pluck('action');
  expect(trail).toEqual(['runs.show']);
});

test('hidden again, it is gone from one request to the next', async () => {
  await show(false);
  expect((await visitor.call('listRunStates', both)).body.items).toEqual([]);
  expect((await visitor.call('getRunDay', { params: { id: OWN } })).body.run).toBeNull();
});

test('a list of more than fifty, or of none, is refused', async () => {
  for (const ids of [
    '',
    ',',
    'A,,B',
    Array.from({ length: 51 }, (_, at) => `I${String(at)}`).join(),
  ]) {
    const answer = await visitor.call('listRunStates', { query: { ids } });
    expect([ids.length, answer.problem.code]).toEqual([ids.length, 'request.invalid']);
  }
  const most = Array.from({ length: 50 }, (_, at) => `I${String(at)}`).join();
  expect((await visitor.call('listRunStates', { query: { ids: most } })).status).toBe(200);
});

test('who watches an instrument hears its turns only while its unit shows them', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${String(world.running.port)}${LIVE_PATH}`);
  const events: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => {
    events.push(JSON.parse(data.toString()) as Record<string, unknown>);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const topic = `instrument:${OWN}`;
  socket.send(JSON.stringify({ subscribe: [topic, 'board:UNITOWN'] }));
  await eventually(() => Promise.resolve(events.length === 2), { what: 'not subscribed' });
  const lease = { name: 'turns', owner: 'test', forMs: HOUR };
  const epoch = (await takeLease(world.deps, lease)) ?? 0;
  const turn = async (state: RunState, since: number) => {
    const change: Change = { state, since, confidence: 1, amperes: 1 };
    const of = { instrumentId: OWN, unitId: 'UNITOWN', lastReadingAt: since, modelVersion: 1 };
    const written = { ...of, now: change, change, memory: '{}' };
    await writeChanges(world.deps, { name: 'turns', epoch }, [written]);
  };
  const relayed = async () =>
    (await world.deps.db('outbox').where({ topic: 'run.changed' }).whereNull('relayed_at'))
      .length === 0;
  await turn('standby', NOW);
  await eventually(relayed, { what: 'not relayed' });
  await show(true);
  await turn('on', NOW + 1_000);
  await eventually(() => Promise.resolve(events.some(({ event }) => event === 'run.changed')), {
    what: 'nothing was heard',
  });
  const heard = events.filter(({ event }) => event === 'run.changed');
  expect(heard).toEqual([
    expect.objectContaining({
      topic,
      data: { instrumentId: OWN, state: 'on', since: new Date(NOW + 1_000).toISOString() },
    }),
  ]);
  socket.close();
});
