import { type Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
let ann: Client;
let operator: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  ann = await signInAs(world.url, 'researcher');
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await world.stop();
});

/** A paid booking of one hour that begins at the next full hour. */
async function confirmed(service: 'self' | 'crew' = 'self') {
  const startsAt = Math.ceil(world.clock.now().getTime() / HOUR + 1) * HOUR;
  const slot = {
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + HOUR).toISOString(),
  };
  const body = { instrumentId: INSTRUMENTS.free, kind: 'time' as const, service, ...slot };
  const held = await ann.make('createBooking', { body });
  const params = { id: held.body.id };
  const accountFen = held.body.quote.totalFen;
  const paid = await ann.make('payBooking', { params, body: { accountFen } });
  expect(paid.body.booking.state).toBe('confirmed');
  return { params, ...slot };
}

test('the crew finds a booking by the code its owner shows, however it is typed', async () => {
  const { params } = await confirmed('crew');
  const shown = await ann.call('getCheckIn', { params });
  expect(shown.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(shown.body.qr).toMatch(/^data:image\/svg\+xml;base64,/);
  const { code } = shown.body;
  for (const typed of [code, code.toLowerCase(), `${code.slice(0, 4)}-${code.slice(4)}`]) {
    const found = await operator.call('findCheckIn', { params: { code: typed } });
    expect(found.body).toMatchObject({ id: params.id });
    expect(found.body.may).toContain('start');
  }
  const foreign = await signInAs(world.url, 'operator-foreign');
  for (const [who, typed] of [
    [foreign, code],
    [operator, 'AAAAAAAA'],
  ] as const) {
    const missed = await who.call('findCheckIn', { params: { code: typed } });
    expect([missed.status, missed.problem.code]).toEqual([404, 'check_in.not_found']);
  }
  const own = await ann.call('startBooking', { params, body: {} });
  expect(own.problem.code).toBe('access.forbidden');
  await ann.call('cancelBooking', { params, body: { reason: '试' } });
});

test('who runs an instrument alone begins and ends at its label, and nowhere else', async () => {
  const { params, startsAt } = await confirmed('self');
  expect((await ann.call('getBooking', { params })).body.may).not.toContain('check_in');
  world.clock.set(new Date(Date.parse(startsAt) - HOUR).toISOString());
  expect((await ann.call('getBooking', { params })).body.may).toContain('check_in');
  world.clock.set(startsAt);
  const label = await operator.call('getInstrumentLabel', { params: { id: INSTRUMENTS.free } });
  const other = await operator.call('getInstrumentLabel', { params: { id: INSTRUMENTS.sem } });
  for (const code of [undefined, 'AAAAAAAA', other.body.code]) {
    const refused = await ann.call('startBooking', { params, body: { code } });
    expect(refused.problem.code).toBe('check_in.wrong_code');
  }
  const { code } = label.body;
  const begun = await ann.call('startBooking', { params, body: { code } });
  expect(begun.body.state).toBe('in_use');
  expect(begun.body.may).toContain('check_out');
  world.clock.advance(30 * MINUTE);
  const ended = await ann.call('finishBooking', { params, body: { code, resultsDue: false } });
  expect(ended.body.state).toBe('completed');
  expect((await ann.call('getInstrumentLabel', { params: { id: INSTRUMENTS.free } })).status).toBe(
    403,
  );
});

test('a label known from another day begins nothing long before its time', async () => {
  const { params, startsAt } = await confirmed('self');
  const label = await operator.call('getInstrumentLabel', { params: { id: INSTRUMENTS.free } });
  const begin = () => ann.call('startBooking', { params, body: { code: label.body.code } });
  world.clock.set(new Date(Date.parse(startsAt) - HOUR - MINUTE).toISOString());
  expect((await begin()).problem.code).toBe('booking.start_too_early');
  world.clock.set(new Date(Date.parse(startsAt) - HOUR).toISOString());
  expect((await begin()).body.state).toBe('in_use');
  world.clock.set(startsAt);
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
});

test('a station serves one use at a time, and nobody begins through another’s time', async () => {
  const first = await confirmed('crew');
  world.clock.set(first.startsAt);
  const second = await confirmed('crew');
  const begin = ({ params }: typeof first) => operator.call('startBooking', { params, body: {} });
  expect((await begin(second)).problem.code).toBe('booking.time_of_others');
  expect((await begin(first)).body.state).toBe('in_use');
  expect((await begin(second)).problem.code).toBe('booking.station_in_use');
  await operator.call('finishBooking', { params: first.params, body: { resultsDue: false } });
  expect((await begin(second)).body.state).toBe('in_use');
  await operator.call('finishBooking', { params: second.params, body: { resultsDue: false } });
});

test('use without an end goes to the crew’s problems once, and its owner may say when it ended', async () => {
  const { params, startsAt, endsAt } = await confirmed('crew');
  world.clock.set(startsAt);
  await operator.call('startBooking', { params, body: {} });
  const problems = async () =>
    (await operator.call('listBookings', { query: { role: 'crew', problem: 'true' } })).body.items;
  world.clock.set(new Date(Date.parse(endsAt) + 29 * MINUTE).toISOString());
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await problems()).toEqual([]);
  world.clock.advance(MINUTE + 1);
  await eventually(async () => (await problems()).length === 1);

  const early = await ann.call('proposeEnd', {
    params,
    body: { endsAt: '2026-11-20T00:00:00.000Z' },
  });
  expect(early.problem.code).toBe('booking.times_invalid');
  const proposed = await ann.call('proposeEnd', { params, body: { endsAt } });
  expect(proposed.body.proposedEndAt).toBe(endsAt);
  const [odd] = await problems();
  expect(odd).toMatchObject({ id: params.id, proposedEndAt: endsAt });

  const kinds = async (client: Client) =>
    (await client.call('listNotices', { query: { limit: 100 } })).body.items
      .filter(({ bookingId }) => bookingId === params.id)
      .map(({ kind }) => kind);
  await eventually(async () => (await kinds(operator)).includes('booking.end_proposed'));
  expect((await kinds(operator)).filter((kind) => kind === 'booking.end_missing')).toHaveLength(1);
  expect(await kinds(ann)).toContain('booking.end_unknown');

  await operator.call('finishBooking', { params, body: { at: endsAt, resultsDue: false } });
  expect(await problems()).toEqual([]);
});

test('an appeal waits among the problems until it is excused or refused', async () => {
  const { params, startsAt } = await confirmed('crew');
  world.clock.set(startsAt);
  world.clock.advance(30 * MINUTE + 1);
  const state = async () => (await ann.call('getBooking', { params })).body.state;
  await eventually(async () => (await state()) === 'no_show');
  const before = await operator.call('refuseAppeal', { params, body: { reason: '没有申诉' } });
  expect(before.problem.code).toBe('booking.state_conflict');
  await ann.call('appealBooking', { params, body: { reason: '堵车' } });
  const query = { role: 'crew' as const, problem: 'true' as const };
  const open = await operator.call('listBookings', { query });
  expect(open.body.items[0]).toMatchObject({ id: params.id, appeal: '堵车' });
  expect(open.body.items[0]!.may).toEqual(expect.arrayContaining(['waive', 'refuse_appeal']));
  const refused = await operator.call('refuseAppeal', { params, body: { reason: '没有事先说' } });
  expect(refused.body.appealRefusedAt).not.toBeNull();
  expect((await operator.call('listBookings', { query })).body.items).toEqual([]);
});

test('a sample that takes no time of the machine is found by its code too', async () => {
  const { db } = world.deps;
  await db('instruments').where({ id: INSTRUMENTS.free }).update({ takes_samples: true });
  await db('test_items').insert({ id: 'TESTX', instrument_id: INSTRUMENTS.free, name: '物相' });
  const list = (await db('price_lists').where({ instrument_id: INSTRUMENTS.free }).first()) as {
    id: string;
  };
  const one = (await db('price_items').where({ price_list_id: list.id }).first()) as object;
  for (const [index, userKind] of ['own_group', 'own_unit'].entries()) {
    const sample = { user_kind: userKind, item: 'sample', test_item_id: 'TESTX', name: '物相' };
    await db('price_items').insert({ ...one, ...sample, position: 90 + index, unit_fen: 1000 });
  }
  const held = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'sample',
      service: 'crew',
      items: [{ testItemId: 'TESTX', count: 1 }],
    },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  const { code } = (await ann.call('getCheckIn', { params })).body;
  const found = await operator.call('findCheckIn', { params: { code } });
  expect([found.status, found.body.id]).toEqual([200, params.id]);
});
