import { bookAndPay, bookingSteps } from '../support/booking-steps.ts';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

// Holes that a hostile reading of the kernel found; each was open once.

let world: World;
let ann: Client;
let company: Client;
let operator: Client;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    roles: 'web',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITOWN', 5_000_000);
      await topUp(deps, { kind: 'group', id: 'GROUPOWN' }, 'UNITSIBLING', 1_000_000);
    },
  });
  [ann, company, operator] = (await Promise.all(
    ['researcher', 'company', 'operator'].map((name) => signInAs(world.url, name)),
  )) as [Client, Client, Client];
});
afterAll(async () => {
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body).toMatchObject({ balanced: true });
  await world.stop();
});

const HOUR = 3_600_000;

const { slotIn, setRules, setCharging } = bookingSteps(() => world);

const paid = async (...wish: Parameters<typeof bookAndPay>) => (await bookAndPay(...wish)).params;

test('who uses a station is not moved to another one by an extension', async () => {
  const slot = slotIn(0, 1);
  const params = await paid(ann, slot, INSTRUMENTS.twin);
  const next = {
    startsAt: slot.endsAt,
    endsAt: new Date(Date.parse(slot.endsAt) + HOUR).toISOString(),
  };
  const [own, other] = [
    (await ann.call('getBooking', { params })).body.stationId,
    await paid(company, next, INSTRUMENTS.twin),
  ];
  expect((await company.call('getBooking', { params: other })).body.stationId).toBe(own);
  await operator.call('startBooking', { params, body: {} });
  const longer = await ann.call('changeBooking', { params, body: { endsAt: next.endsAt } });
  expect(longer.problem.code).toBe('booking.slot_taken');
  expect((await ann.call('getBooking', { params })).body.stationId).toBe(own);
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
});

test('nobody shortens what is in use to pay less, and extends it more than once', async () => {
  const slot = slotIn(24, 4);
  const params = await paid(ann, slot);
  await operator.call('startBooking', { params, body: {} });
  const shorter = slotIn(24, 1).endsAt;
  const less = await ann.call('changeBooking', { params, body: { endsAt: shorter } });
  expect(less.problem.code).toBe('booking.move_refused');
  for (const hours of [5, 6]) {
    const { endsAt } = slotIn(24, hours);
    const more = await ann.call('changeBooking', { params, body: { endsAt } });
    expect([more.status, more.body.quote.totalFen]).toEqual([200, hours * 12_000]);
  }
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
});

test('what others agreed to its owner cannot move alone; asked anew while it waits', async () => {
  await setRules(INSTRUMENTS.free, { approval: 'all' });
  const params = await paid(ann, slotIn(100));
  const asked = await ann.call('changeBooking', { params, body: slotIn(110) });
  expect(asked.body).toMatchObject({ state: 'requested', waitsFor: ['crew'] });
  await operator.call('decideApproval', { params, body: { decision: 'approve' } });
  const alone = await ann.call('changeBooking', { params, body: slotIn(120) });
  expect(alone.problem.errors).toMatchObject([{ code: 'booking.move_needs_consent' }]);
  await setRules(INSTRUMENTS.free, {});
});

test('a dearer time is paid with the move, or not had', async () => {
  const params = await paid(company, slotIn(150, 1));
  await setRules(INSTRUMENTS.free, { maxMinutes: 72 * 60 });
  const dear = await company.call('changeBooking', { params, body: slotIn(150, 60) });
  expect(dear.problem.code).toBe('payment.balance_short');
  expect((await company.call('getBooking', { params })).body).toMatchObject({
    ...slotIn(150, 1),
    dueFen: 0,
  });
  await setRules(INSTRUMENTS.free, {});
});

test('moved by the crew it costs no more, and is free to cancel until it begins', async () => {
  const params = await paid(ann, slotIn(200, 1));
  const moved = await operator.call('changeBooking', { params, body: slotIn(3, 2) });
  expect(moved.body).toMatchObject({ dueFen: 0, quote: { totalFen: 12_000 } });
  const back = await ann.call('cancelBooking', { params, body: { reason: '时间不合适' } });
  expect(back.body.keptFen).toBe(0);
});

test('samples are priced as samples, whatever time the lab gives them', async () => {
  const { db } = world.deps;
  await db('instruments').where({ id: INSTRUMENTS.twin }).update({ takes_samples: true });
  await db('test_items').insert({ id: 'ITEM', instrument_id: INSTRUMENTS.twin, name: '灰分' });
  const list = { price_list_id: `PRICES${INSTRUMENTS.twin}`.slice(0, 26) };
  await db('price_items').where(list).whereNot('item', 'sample').delete();
  await db('price_items').insert({
    ...list,
    position: 90,
    user_kind: 'own_unit',
    item: 'sample',
    test_item_id: 'ITEM',
    name: '灰分',
    unit_fen: 2_500,
  });
  await setCharging(INSTRUMENTS.twin, 'use');
  const held = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.twin,
      kind: 'sample',
      items: [{ testItemId: 'ITEM', count: 4 }],
    },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: 10_000 } });
  const slot = slotIn(20, 3);
  const placed = await operator.call('changeBooking', { params, body: slot });
  expect(placed.status).toBe(200);
  world.clock.set(slot.startsAt);
  await operator.call('startBooking', { params, body: {} });
  const done = await operator.call('finishBooking', { params, body: { resultsDue: false } });
  expect(done.body).toMatchObject({ bill: null, dueFen: 0, quote: { totalFen: 10_000 } });
  const boundless = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.twin,
      kind: 'sample',
      items: Array.from({ length: 50 }, () => ({ testItemId: 'ITEM', count: 10_000 })),
    },
  });
  expect(boundless.status).toBe(201);
  await db('price_items')
    .where({ ...list, position: 90 })
    .update({ unit_fen: 3_000_000 });
  const beyond = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.twin,
      kind: 'sample',
      items: Array.from({ length: 50 }, () => ({ testItemId: 'ITEM', count: 10_000 })),
    },
  });
  expect(beyond.problem.errors).toMatchObject([{ code: 'booking.no_price' }]);
  await ann.call('cancelBooking', { params: { id: boundless.body.id }, body: { reason: '试' } });
});

test('buffers that are charged stay in the final bill', async () => {
  await setRules(INSTRUMENTS.free, {
    bufferBeforeMinutes: 30,
    bufferAfterMinutes: 30,
    chargesBuffers: true,
  });
  await setCharging(INSTRUMENTS.free, 'overage');
  const slot = slotIn(1, 1);
  const params = await paid(ann, slot);
  world.clock.set(slot.startsAt);
  await operator.call('startBooking', { params, body: {} });
  world.clock.set(slot.endsAt);
  const done = await operator.call('finishBooking', { params, body: { resultsDue: false } });
  expect(done.body).toMatchObject({ quote: { totalFen: 24_000 }, bill: { totalFen: 24_000 } });
  await setCharging(INSTRUMENTS.free, 'reservation');
  await setRules(INSTRUMENTS.free, {});
});

test('staff neither approve, excuse nor set rules aside for themselves', async () => {
  await world.deps.db('role_grants').insert({
    id: 'OWNGRANT',
    user_id: operator.user!.id,
    role: 'researcher',
    scope_kind: 'group',
    scope_id: 'GROUPOWN',
    granted_at: world.clock.now(),
  });
  await setRules(INSTRUMENTS.free, { approval: 'all', minMinutes: 120 });
  const body = { instrumentId: INSTRUMENTS.free, kind: 'time' as const };
  const own = await operator.make('createBooking', {
    body: { ...body, ...slotIn(60, 1), override: { reason: '自用' } },
  });
  expect(own.problem.code).toBe('booking.rules_broken');
  const params = await paid(operator, slotIn(60, 2));
  const judged = await operator.call('decideApproval', { params, body: { decision: 'approve' } });
  expect(judged.problem.code).toBe('access.forbidden');
  expect((await operator.call('getBooking', { params })).body.may).not.toContain('approve');
  await operator.call('cancelBooking', { params, body: { reason: '试' } });
  const excused = await operator.call('waiveBooking', { params, body: { reason: '自己' } });
  expect(excused.problem.code).toBe('access.forbidden');
  await setRules(INSTRUMENTS.free, {});
  await world.deps.db('role_grants').where({ id: 'OWNGRANT' }).delete();
});

test('an instrument without a crew is run by its unit’s administrators', async () => {
  await setRules(INSTRUMENTS.sibling, {});
  const admin = await signInAs(world.url, 'unit-admin-2');
  const params = await paid(ann, slotIn(2, 1), INSTRUMENTS.sibling);
  expect((await admin.call('startBooking', { params, body: {} })).body.state).toBe('in_use');
  const done = await admin.call('finishBooking', { params, body: { resultsDue: false } });
  expect(done.body.state).toBe('completed');
});

test('who is booked in by the crew at the door needs no more consent of it', async () => {
  const body = {
    instrumentId: INSTRUMENTS.sem,
    kind: 'time' as const,
    ...slotIn(0, 1),
    onBehalfOf: 'USERCOMPANY',
    override: { reason: '现场登记' },
  };
  const held = await operator.make('createBooking', { body });
  expect(held.status).toBe(201);
  expect(held.body.quote).toMatchObject({ account: null, vouchers: [] });
  const params = { id: held.body.id };
  const accountFen = held.body.quote.totalFen;
  const strange = await operator.make('payBooking', { params, body: { accountFen } });
  expect(strange.problem.code).toBe('access.forbidden');
  const own = await company.make('payBooking', { params, body: { accountFen } });
  expect(own.body.booking.state).toBe('confirmed');
  const nobody = await operator.make('createBooking', {
    body: { ...body, ...slotIn(30), onBehalfOf: 'USERAUDITOR' },
  });
  expect(nobody.problem.code).toBe('booking.owner_unknown');
});

test('who may not book keeps nobody from a free slot', async () => {
  const bo = await signInAs(world.url, 'researcher-2');
  for (const hours of [300, 301, 302]) {
    const body = { instrumentId: INSTRUMENTS.free, kind: 'time' as const, ...slotIn(hours) };
    expect((await bo.make('createBooking', { body })).status).toBe(201);
  }
  for (let round = 0; round < 6; round += 1) {
    const body = { instrumentId: INSTRUMENTS.free, kind: 'time' as const, ...slotIn(310 + round) };
    const [mine, ...others] = await Promise.all([
      company.make('createBooking', { body }),
      ...Array.from({ length: 6 }, () => bo.make('createBooking', { body })),
    ]);
    expect(mine.status).toBe(201);
    expect(others.every(({ status }) => status === 422 || status === 409)).toBe(true);
    await company.call('cancelBooking', { params: { id: mine.body.id }, body: { reason: '试' } });
  }
});

test('use did not begin days before it was booked', async () => {
  const params = await paid(ann, slotIn(350));
  world.clock.advance(10 * HOUR);
  const at = new Date(world.clock.now().getTime() - 9 * HOUR).toISOString();
  const early = await operator.call('startBooking', { params, body: { at } });
  expect(early.problem.code).toBe('booking.times_invalid');
});

test('ended bookings keep their words, and lifted blocks leave a trace', async () => {
  const params = await paid(ann, slotIn(400));
  await ann.call('cancelBooking', { params, body: { reason: '试' } });
  const after = await ann.call('changeBooking', { params, body: { purpose: '改写历史' } });
  expect(after.problem.code).toBe('booking.state_conflict');
  const [station] = (await ann.call('getInstrument', { params: { id: INSTRUMENTS.free } })).body
    .stations;
  const made = await operator.make('createBlock', {
    params: { id: INSTRUMENTS.free },
    body: {
      kind: 'crew_time',
      ...slotIn(420),
      stationIds: [station!.id, station!.id],
      reason: '校准',
    },
  });
  expect(made.body.items).toHaveLength(1);
  const { seriesId } = made.body.items[0]!;
  await operator.call('liftBlock', { params: { id: seriesId } });
  const trail = await world.deps.db('audit_events').where({ action: 'block.lifted' });
  expect(trail).toHaveLength(1);
  const boundless = await operator.make('createBlock', {
    params: { id: INSTRUMENTS.free },
    body: {
      kind: 'outage',
      startsAt: '2099-12-20T00:00:00.000Z',
      endsAt: '2099-12-20T01:00:00.000Z',
      weeks: 52,
      reason: '很久以后',
    },
  });
  expect(boundless.problem.code).toBe('block.too_much');
});

test('an outage over a missed booking is not its refund', async () => {
  const slot = slotIn(1, 2);
  const params = await paid(ann, slot);
  world.clock.set(slot.startsAt);
  world.clock.advance(30 * 60_000 + 1);
  const startsAt = new Date(Date.parse(slot.startsAt) + HOUR).toISOString();
  const made = await operator.make('createBlock', {
    params: { id: INSTRUMENTS.free },
    body: { kind: 'outage', startsAt, endsAt: slot.endsAt, reason: '停电' },
  });
  expect(made.status).toBe(201);
  expect((await ann.call('getBooking', { params })).body.state).toBe('no_show');
});

test('a wish of a month over long outages is refused by name', async () => {
  const blocked = await operator.make('createBlock', {
    params: { id: INSTRUMENTS.twin },
    body: { kind: 'outage', ...slotIn(600, 24 * 60), reason: '搬迁' },
  });
  expect(blocked.status).toBe(201);
  const quote = await ann.call('createQuote', {
    body: { instrumentId: INSTRUMENTS.twin, kind: 'time', ...slotIn(610, 24 * 30) },
  });
  expect(quote.status).toBe(200);
});
