import { correctionTasks, judgingTasks } from '../../bff/src/features/monitoring/index.ts';
import { extendPartitions } from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import { bookAndPay, bookingSteps } from '../support/booking-steps.ts';
import { type Client, signInAs } from '../support/client.ts';
import { currents, HOUR, MINUTE, type Stay, week } from '../support/currents.ts';
import { eventually } from '../support/eventually.ts';
import { clipSensor, keepReadings } from '../support/monitoring-stage.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(120_000);

/** 09:42 in Hangzhou. */
const NOW = Date.parse('2026-11-24T01:42:00.000Z');
const DAY = 24 * HOUR;
const NO = 2;
const ID = INSTRUMENTS.free;

let world: World;
let operator: Client;
let researcher: Client;

const { slotIn } = bookingSteps(() => world);
const params = { id: ID };
const iso = (ms: number) => new Date(ms).toISOString();
const task = (payload: Record<string, unknown>) => ({ id: '', kind: '', naturalKey: '', payload });

beforeAll(async () => {
  world = await createWorld({
    startsAt: iso(NOW),
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITOWN', 10_000_000);
      await extendPartitions(deps);
      const past = currents([...week(), { amperes: 0, minutes: 60 }], {
        from: NOW - 5 * DAY - HOUR,
      });
      await keepReadings(deps, NO, past);
      await clipSensor(deps, ID, { no: NO, at: new Date(NOW - 7 * DAY) });
    },
  });
  world.running.watch.hear([{ instrumentId: ID, readings: [] }]);
  operator = await signInAs(world.url, 'operator');
  researcher = await signInAs(world.url, 'researcher');
  const stateIs = async () => (await operator.call('getRunState', { params })).body.state === 'off';
  await eventually(stateIs, { what: 'not watched' });
  await correctionTasks.get('monitoring.relearn')?.(world.deps, task({ instrumentId: ID }));
});
afterAll(async () => {
  await world.stop();
});

let read = NOW;
/** Some time goes by with the instrument so, told as ingest does. */
async function goesBy(...stays: Stay[]): Promise<void> {
  const readings = currents(stays, { from: read, seed: 31 });
  await keepReadings(world.deps, NO, readings);
  world.running.watch.hear([{ instrumentId: ID, readings }]);
  read += stays.reduce((sum, { minutes }) => sum + minutes, 0) * MINUTE;
  world.clock.set(iso(read));
}

const spanOf = (from: number, to: number) => ({ from: iso(from), to: iso(to) });

test('segments are without holes, and say what was used, drawn and booked', async () => {
  const from = NOW - 5 * DAY - HOUR;
  const { body } = await operator.call('listRunSegments', { params, query: spanOf(from, NOW) });
  expect(Date.parse(body.items[0]!.startsAt)).toBe(from);
  body.items.slice(1).forEach((one, at) => expect(one.startsAt).toBe(body.items[at]!.endsAt));
  expect(body.seconds.on / 3600).toBeCloseTo(5 * 7.5, 0);
  expect(body.seconds.offline).toBe(0);
  const works = body.items.filter(({ state }) => state === 'on');
  expect(works).toHaveLength(10);
  expect(works[0]).toMatchObject({ isSettled: true, isCorrected: false });
  expect(works[0]!.meanAmperes).toBeCloseTo(1.5, 1);
  // 4 h at 1.5 A and 230 V.
  expect(works[0]!.energyWh).toBeCloseTo(1380, -2);
  const long = await operator.call('listRunSegments', {
    params,
    query: spanOf(NOW - 93 * DAY, NOW),
  });
  expect(long.problem.code).toBe('monitoring.span_too_long');
});

test('days are those of the unit, and their hours add up', async () => {
  const query = { from: '2026-11-19', to: '2026-11-24' };
  const { body } = await operator.call('listRunDays', { params, query });
  expect(body.items.map(({ day }) => day)).toEqual(
    [19, 20, 21, 22, 23, 24].map((day) => `2026-11-${String(day)}`),
  );
  for (const { seconds } of body.items.slice(1, 5)) {
    expect(seconds.on + seconds.standby + seconds.off + seconds.offline).toBe(86_400);
  }
  expect(body.effectiveHours).toBeCloseTo(37.5, 0);
  expect(body.utilisation).toBeCloseTo(37.5 / ((1600 / 365) * 6), 1);
});

test('readings come as means, never more than a screen can show', async () => {
  const { body } = await operator.call('listReadings', {
    params,
    query: spanOf(NOW - 7 * DAY, NOW),
  });
  expect(body.step).toBe(404);
  expect(body.points.length).toBeLessThanOrEqual(1_500);
  expect(Math.max(...body.points.map(([, , highest]) => highest))).toBeGreaterThan(1.4);
  const hour = await operator.call('listReadings', {
    params,
    query: { ...spanOf(NOW - HOUR, NOW), step: 60 },
  });
  expect([hour.body.step, hour.body.points.length]).toEqual([60, 60]);
});

test('the board shows a crew its own, an administrator the unit, an authority its region', async () => {
  const { body } = await operator.call('getRunBoard');
  expect(body.counts).toEqual({ on: 0, standby: 0, off: 1, offline: 0 });
  expect(body.unmonitored).toBe(2);
  expect(body.rooms).toHaveLength(1);
  const [item] = body.rooms[0]!.items;
  expect(item).toMatchObject({
    instrument: { id: ID },
    sensorCode: 'S-0002',
    now: { state: 'off' },
  });
  expect(Date.parse(item!.stretches[0]!.startsAt)).toBe(Date.parse(body.from));
  expect(item!.stretches.map(({ state }) => state)).toEqual(['off', 'on', 'standby', 'on', 'off']);
  const authority = await signInAs(world.url, 'authority');
  const unitId = 'UNITOWN';
  expect((await authority.call('getRunBoard', { query: { unitId } })).body.rooms).toHaveLength(1);
  for (const stranger of ['operator-foreign', 'unit-admin-2', 'authority-foreign']) {
    const client = await signInAs(world.url, stranger);
    const answer = await client.call('getRunBoard', { query: { unitId } });
    expect([stranger, answer.problem.code]).toEqual([stranger, 'resource.not_found']);
  }
  const other = await signInAs(world.url, 'operator-sibling-crew');
  expect((await other.call('getRunBoard', { query: { unitId } })).body.rooms).toEqual([]);
  expect((await other.call('getRunState', { params })).problem.code).toBe('monitoring.no_sensor');
});

test('who has to do with several units is told which, and sees the one asked for', async () => {
  const { db } = world.deps;
  expect((await operator.call('getRunBoard')).body.units.map(({ id }) => id)).toEqual(['UNITOWN']);
  const user = (await db('users').where({ persona: 'unit-admin' }).first()) as { id: string };
  const grant = { user_id: user.id, role: 'unit_admin', scope_kind: 'unit' };
  await db('role_grants').insert({
    id: 'GRANTSECONDUNIT',
    ...grant,
    scope_id: 'UNITSIBLING',
    granted_at: world.clock.now(),
  });
  const admin = await signInAs(world.url, 'unit-admin');
  const ids = (body: { units: { id: string }[] }) => body.units.map(({ id }) => id).sort();
  const first = await admin.call('getRunBoard');
  expect(ids(first.body)).toEqual(['UNITOWN', 'UNITSIBLING']);
  const other = await admin.call('getRunBoard', { query: { unitId: 'UNITSIBLING' } });
  expect(other.body.unit.id).toBe('UNITSIBLING');
  expect(ids(other.body)).toEqual(['UNITOWN', 'UNITSIBLING']);
  await db('role_grants').where({ id: 'GRANTSECONDUNIT' }).delete();
  const gone = await admin.call('getRunBoard', { query: { unitId: 'UNITSIBLING' } });
  expect(gone.problem.code).toBe('resource.not_found');
});

test('judging again changes nothing, and late readings are judged where they belong', async () => {
  const query = spanOf(NOW - 5 * DAY, NOW - 3 * HOUR);
  const before = await operator.call('listRunSegments', { params, query });
  const rejudge = correctionTasks.get('monitoring.rejudge');
  const late = { instrumentId: ID, from: NOW - 2 * DAY, to: NOW - 2 * DAY + HOUR };
  await rejudge?.(world.deps, task(late));
  expect((await operator.call('listRunSegments', { params, query })).body).toEqual(before.body);
});

describe('corrections', () => {
  /** The afternoon of the day before: 3.5 h on. */
  const wish = (state: 'on' | 'standby') => {
    const day = NOW - DAY - HOUR;
    return { ...spanOf(day + 14 * HOUR, day + 15 * HOUR), state };
  };
  const onSeconds = async () => {
    const query = spanOf(NOW - DAY - HOUR, NOW);
    return (await operator.call('listRunSegments', { params, query })).body.seconds.on;
  };

  test('a preview tells what would change, and keeps nothing', async () => {
    const before = await onSeconds();
    const startedAt = Date.now();
    const { body } = await operator.call('previewRunCorrection', { params, body: wish('standby') });
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(body.changed.stretches).toBeGreaterThan(0);
    expect(body.changed.seconds).toBeGreaterThanOrEqual(3_600);
    expect(body.borders.before).toHaveLength(2);
    expect(await onSeconds()).toBe(before);
    const nothing = { ...spanOf(NOW - 6 * DAY, NOW - 6 * DAY + HOUR), state: 'on' as const };
    const unread = await operator.call('previewRunCorrection', { params, body: nothing });
    expect(unread.problem.code).toBe('monitoring.span_unread');
  });

  test('a word is taken at once, the model learns it, and taken back it is gone', async () => {
    const before = await onSeconds();
    const body = wish('standby');
    const said = await operator.make('correctRun', { params, body });
    expect(said.body.correction).toMatchObject({ ...body, byName: '王海宁', may: ['withdraw'] });
    const model = async () => (await operator.call('getRunModel', { params })).body;
    await eventually(async () => (await model()).model.reason === 'correction', {
      withinMs: 20_000,
    });
    await eventually(async () => (await onSeconds()) < before, { what: 'not judged again' });
    const query = spanOf(Date.parse(body.from), Date.parse(body.to));
    const corrected = await operator.call('listRunSegments', { params, query });
    expect(corrected.body.items).toMatchObject([
      { state: 'standby', isCorrected: true, confidence: 1 },
    ]);
    const { corrections } = await model();
    expect(corrections).toHaveLength(1);
    const one = { id: ID, correctionId: corrections[0]!.id };
    expect((await operator.call('withdrawRunCorrection', { params: one })).status).toBe(204);
    await eventually(async () => (await onSeconds()) === before, {
      withinMs: 20_000,
      what: 'not as before',
    });
    expect((await operator.call('withdrawRunCorrection', { params: one })).problem.code).toBe(
      'monitoring.correction_not_found',
    );
  });
});

describe('alarms', () => {
  const alarms = async () => (await operator.call('getRunBoard')).body.alarms;
  const kinds = async () => (await alarms()).map(({ kind }) => kind);
  const areRaised = (...wanted: string[]) =>
    eventually(async () => JSON.stringify(await kinds()) === JSON.stringify(wanted), {
      what: `not raised: ${wanted.join(', ')}`,
      withinMs: 15_000,
    });

  test('use that nobody booked is told to the crew once, taken, passed on, and ends by itself', async () => {
    // The classifier goes by the newest model within seconds.
    await goesBy({ amperes: 0, minutes: 5 });
    await eventually(
      async () => {
        world.clock.advance(4_000);
        const row = (await world.deps.db('run_states').first()) as { model_version: number };
        const newest = await operator.call('getRunModel', { params });
        return row.model_version === newest.body.model.version;
      },
      { withinMs: 20_000, what: 'an old model' },
    );
    read = world.clock.now().getTime();
    await goesBy({ amperes: 1.5, minutes: 13 });
    await areRaised('unbooked_use');
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({ severity: 'warning', sensorCode: 'S-0002', takenBy: null });
    const step = (one: 'take' | 'pass' | 'close') =>
      operator.call('handleRunAlarm', { params: { id: alarm!.id }, body: { step: one } });
    expect((await step('take')).body).toMatchObject({ takenBy: '王海宁', may: ['pass', 'close'] });
    const admin = await signInAs(world.url, 'unit-admin');
    expect((await step('pass')).body.takenBy).toBeNull();
    expect((await step('close')).body).toMatchObject({ may: [] });
    expect((await step('take')).problem.code).toBe('request.stale');
    // Closed: not raised again while it lasts.
    await goesBy({ amperes: 1.5, minutes: 3 });
    await goesBy({ amperes: 1.5, minutes: 3 });
    expect(await kinds()).toEqual([]);
    const notices = async () =>
      (await operator.call('listNotices')).body.items.filter(
        ({ kind }) => kind === 'alarm.unbooked_use',
      );
    await eventually(async () => (await notices()).length === 1, { what: 'no notice' });
    expect((await notices())[0]!.body).toContain('开着，没有人预约');
    expect(
      (await admin.call('handleRunAlarm', { params: { id: 'NOSUCH' }, body: { step: 'take' } }))
        .problem.code,
    ).toBe('monitoring.alarm_not_found');
    await goesBy({ amperes: 0, minutes: 3 });
    const open = async () => (await world.deps.db('run_alarms').where({ is_open: true })).length;
    await eventually(async () => (await open()) === 0, { what: 'not ended' });
  });

  test('a booking that nobody comes to, and one that runs over, are known by the sensor', async () => {
    const slot = slotIn(0);
    const { params: booked } = await bookAndPay(researcher, slot, ID);
    const { id } = booked;
    await goesBy({ amperes: 0, minutes: (Date.parse(slot.startsAt) - read) / MINUTE + 17 });
    await areRaised('no_show');
    expect((await alarms())[0]).toMatchObject({ booking: { id, ownerName: '陈思远' } });
    expect((await operator.call('startBooking', { params: booked, body: {} })).status).toBe(200);
    await goesBy({ amperes: 1.5, minutes: 60 });
    await areRaised('over_run');
    const evidence = await operator.call('getRunEvidence', { params: { id } });
    expect(evidence.body).toMatchObject({ findings: ['ran_over'], coverage: 1, proposal: null });
    expect(evidence.body.onSeconds / 60).toBeCloseTo(43, 0);
    await goesBy({ amperes: 0, minutes: 5 });
    await areRaised();
    const after = await operator.call('getRunEvidence', { params: { id } });
    expect(after.body.proposal).not.toBeNull();
    expect((await researcher.call('getRunEvidence', { params: { id } })).problem.code).toBe(
      'access.forbidden',
    );
  });

  test('use that nobody wrote down but the sensor saw is no no-show', async () => {
    const slot = slotIn(1);
    const { params: booked } = await bookAndPay(researcher, slot, ID);
    await goesBy({ amperes: 0, minutes: (Date.parse(slot.startsAt) - read) / MINUTE });
    await goesBy({ amperes: 1.5, minutes: 29 });
    expect((await operator.call('getBooking', { params: booked })).body.state).toBe('confirmed');
    await goesBy({ amperes: 1.5, minutes: 3 });
    const booking = async () => (await operator.call('getBooking', { params: booked })).body;
    await eventually(async () => (await booking()).state === 'in_use', { what: 'not begun' });
    const begun = Date.parse((await booking()).actualStartsAt ?? '');
    expect(Math.abs(begun - Date.parse(slot.startsAt))).toBeLessThan(2 * MINUTE);
  });
});

test('every hour is judged, and its round is planned again', async () => {
  await judgingTasks.get('monitoring.hourly')?.(world.deps, task({}));
  const planned = await world.deps
    .db('tasks')
    .where({ kind: 'monitoring.hourly' })
    .whereNull('done_at');
  expect(planned.length).toBeGreaterThan(0);
  const nights = await world.deps.db('tasks').where({ kind: 'monitoring.nightly' });
  expect(nights.length).toBeGreaterThan(0);
});
