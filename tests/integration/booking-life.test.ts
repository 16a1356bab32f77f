import { bookAndPay, bookBody, bookingSteps } from '../support/booking-steps.ts';
import { type Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let ann: Client;
let company: Client;
let operator: Client;
let admin: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  [ann, company, operator, admin] = (await Promise.all(
    ['researcher', 'company', 'operator', 'unit-admin'].map((name) => signInAs(world.url, name)),
  )) as [Client, Client, Client, Client];
});
afterAll(async () => {
  await world.stop();
});

const HOUR = 3_600_000;

const { slotIn, setRules, setCharging } = bookingSteps(() => world);

async function confirmed(person: Client, slot: ReturnType<typeof slotIn>) {
  const { params, state } = await bookAndPay(person, slot);
  expect(state).toBe('confirmed');
  return params;
}

async function expectProof(): Promise<void> {
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body).toMatchObject({
    balanced: true,
    differences: [],
  });
}

const balance = async (person: Client) =>
  (await person.call('getMe')).body.balances.find(({ unitId }) => unitId === 'UNITOWN')!.balanceFen;

test('a move keeps what was said, refunds a lower price and takes a higher one', async () => {
  const before = await balance(ann);
  const params = await confirmed(ann, slotIn(48, 2));
  await ann.call('changeBooking', { params, body: { purpose: '薄膜截面' } });
  const shorter = await ann.call('changeBooking', { params, body: slotIn(60, 1) });
  expect(shorter.body).toMatchObject({ purpose: '薄膜截面', dueFen: 0, state: 'confirmed' });
  expect(before - (await balance(ann))).toBe(12_000);
  const longer = await ann.call('changeBooking', { params, body: slotIn(60, 3) });
  expect(longer.body).toMatchObject({ dueFen: 0, quote: { totalFen: 36_000 } });
  expect(longer.body.payments).toHaveLength(2);
  expect(before - (await balance(ann))).toBe(36_000);
  await ann.call('cancelBooking', { params, body: { reason: '试' } });
  expect(await balance(ann)).toBe(before);
  await expectProof();
});

test('a move says beforehand what it costs, and its own time does not stand in its way', async () => {
  const params = await confirmed(ann, slotIn(72, 2));
  const later = { startsAt: slotIn(73, 1).startsAt, endsAt: slotIn(73, 2).endsAt };
  const same = await ann.call('quoteChange', { params, body: later });
  expect(same.body).toMatchObject({ totalFen: 24_000, wasFen: 24_000, dueFen: 0, backFen: 0 });
  expect(same.body.broken).toEqual([]);
  const shorter = await ann.call('quoteChange', { params, body: slotIn(72, 1) });
  expect(shorter.body).toMatchObject({ totalFen: 12_000, dueFen: 0, backFen: 12_000 });
  const longer = await ann.call('quoteChange', { params, body: slotIn(72, 3) });
  expect(longer.body).toMatchObject({ totalFen: 36_000, dueFen: 12_000, backFen: 0 });
  const tooLong = await ann.call('quoteChange', { params, body: slotIn(72, 9) });
  expect(tooLong.body.broken.map(({ code }) => code)).toEqual(['booking.too_long']);
  // The nearest choice of the longest length begins where the booking does.
  expect(tooLong.body.nearest[0]).toMatchObject({ startsAt: slotIn(72).startsAt });
  expect((await ann.call('getBooking', { params })).body).toMatchObject(slotIn(72, 2));
  await ann.call('cancelBooking', { params, body: { reason: '试' } });
});

test('a longer use is paid by a second payment before it can be accepted', async () => {
  await setCharging(INSTRUMENTS.free, 'overage');
  const slot = slotIn(0, 1);
  const params = await confirmed(ann, slot);
  world.clock.set(slot.startsAt);
  await operator.call('startBooking', { params, body: {} });
  world.clock.advance(2 * HOUR);
  const finished = await operator.call('finishBooking', { params, body: { resultsDue: false } });
  const due = finished.body.dueFen;
  expect(finished.body.bill!.totalFen).toBe(12_000 + due);
  expect(due).toBeGreaterThan(0);
  expect((await ann.call('acceptResult', { params })).problem.code).toBe('booking.payment_due');
  await ann.make('payBooking', { params, body: { accountFen: due } });
  expect((await ann.call('acceptResult', { params })).body.state).toBe('closed');
  await setCharging(INSTRUMENTS.free, 'reservation');
  await expectProof();
});

test('who does not come has missed it: the rest is free, the fee stays, the crew may excuse', async () => {
  const before = await balance(ann);
  const slot = slotIn(0, 2);
  const params = await confirmed(ann, slot);
  world.clock.set(slot.startsAt);
  world.clock.advance(30 * 60_000 + 1);
  await eventually(async () => (await ann.call('getBooking', { params })).body.state === 'no_show');
  expect(before - (await balance(ann))).toBe(24_000);
  const late = await operator.call('startBooking', { params, body: {} });
  expect(late.problem.code).toBe('booking.state_conflict');
  const appealed = await ann.call('appealBooking', { params, body: { reason: '路上堵车' } });
  expect(appealed.body).toMatchObject({ appeal: '路上堵车', waivedAt: null });
  const waived = await operator.call('waiveBooking', { params, body: { reason: '情有可原' } });
  expect(waived.body.refunds).toMatchObject([{ kind: 'account', amountFen: 24_000 }]);
  expect(await balance(ann)).toBe(before);
  const twice = await operator.call('waiveBooking', { params, body: { reason: '再来' } });
  expect(twice.problem.code).toBe('booking.state_conflict');
  await eventually(async () => {
    const { items } = (await operator.call('listNotices')).body;
    return items.some(
      ({ bookingId, kind }) => bookingId === params.id && kind === 'booking.appealed',
    );
  });
  await expectProof();
});

test('three no-shows in 90 days ask approval of every booking, until one is excused', async () => {
  const missed = [];
  for (let round = 0; round < 3; round += 1) {
    const slot = slotIn(0, 1);
    const params = await confirmed(ann, slot);
    missed.push(params);
    world.clock.set(slot.startsAt);
    world.clock.advance(30 * 60_000 + 1);
    await eventually(
      async () => (await ann.call('getBooking', { params })).body.state === 'no_show',
    );
  }
  const quote = () => ann.call('createQuote', { body: bookBody(slotIn(30)) });
  expect((await quote()).body.needsApproval).toBe(true);
  await operator.call('waiveBooking', { params: missed[0]!, body: { reason: '情有可原' } });
  expect((await quote()).body.needsApproval).toBe(false);
  for (const params of missed.slice(1)) {
    await operator.call('waiveBooking', { params, body: { reason: '情有可原' } });
  }
});

test('an outage cancels what it hits, in full and with the next free slot; crew time does not', async () => {
  const before = await balance(company);
  const slot = slotIn(72, 2);
  const params = await confirmed(company, slot);
  const instrument = { id: INSTRUMENTS.free };
  const body = { ...slot, reason: '校准' };
  const refused = await operator.make('createBlock', {
    params: instrument,
    body: { ...body, kind: 'crew_time' },
  });
  expect(refused.problem.code).toBe('booking.slot_taken');
  const made = await operator.make('createBlock', {
    params: instrument,
    body: { ...body, kind: 'outage', weeks: 3 },
  });
  expect(made.body).toMatchObject({ cancelled: 1 });
  expect(made.body.items).toHaveLength(3);
  expect((await company.call('getBooking', { params })).body.state).toBe('cancelled');
  expect(await balance(company)).toBe(before);
  await eventually(async () => {
    const { items } = (await company.call('listNotices')).body;
    const told = items.find(
      ({ bookingId, kind }) => bookingId === params.id && kind === 'booking.outage',
    );
    return told?.body.includes('最近可约') === true;
  });
  const again = await company.make('createBooking', { body: bookBody(slot) });
  expect(again.problem.code).toBe('booking.slot_taken');
  const [first] = made.body.items;
  const lifted = await operator.call('liftBlock', { params: { id: first!.seriesId } });
  expect(lifted.status).toBe(204);
  const free = await company.make('createBooking', { body: bookBody(slot) });
  expect(free.status).toBe(201);
  await company.call('cancelBooking', { params: { id: free.body.id }, body: { reason: '试' } });
  await expectProof();
});

test('staff book for others and set rules aside with a reason, others may not', async () => {
  const slot = slotIn(96, 1);
  await setRules(INSTRUMENTS.free, { minMinutes: 120 });
  const body = { ...bookBody(slot), onBehalfOf: 'USERRESEARCHER' };
  const refused = await operator.make('createBooking', { body });
  expect(refused.problem.errors).toMatchObject([{ code: 'booking.too_short', overridable: true }]);
  const override = { reason: '仪器验收' };
  const own = await ann.make('createBooking', { body: { ...bookBody(slot), override } });
  expect(own.problem.code).toBe('booking.rules_broken');
  const stranger = await signInAs(world.url, 'operator-foreign');
  const foreign = await stranger.make('createBooking', { body: { ...body, override } });
  expect(foreign.problem.code).toBe('access.forbidden');
  const nobody = await operator.make('createBooking', {
    body: { ...body, onBehalfOf: 'NOSUCHUSER', override },
  });
  expect(nobody.problem.code).toBe('booking.owner_unknown');
  const made = await operator.make('createBooking', { body: { ...body, override } });
  expect(made.body).toMatchObject({
    owner: { id: 'USERRESEARCHER' },
    madeBy: operator.user!.id,
    overrides: [{ codes: ['booking.too_short'], reason: '仪器验收' }],
  });
  const params = { id: made.body.id };
  const paid = await operator.make('payBooking', {
    params,
    body: { accountFen: made.body.quote.totalFen },
  });
  expect(paid.body.booking.state).toBe('confirmed');
  await operator.call('cancelBooking', { params, body: { reason: '试' } });
  await setRules(INSTRUMENTS.free, {});
});

test('quotas hold to the last minute, race like slots, and come back with a cancellation', async () => {
  await setRules(INSTRUMENTS.free, {
    quotas: [{ who: 'user', per: 'day', of: 'minutes', limit: 90 }],
  });
  const day = slotIn(140, 1).startsAt.slice(0, 10);
  const at = (from: string, to: string) =>
    bookBody({ startsAt: `${day}T${from}:00.000Z`, endsAt: `${day}T${to}:00.000Z` });
  const wishes = [at('01:00', '02:00'), at('03:00', '04:00'), at('05:00', '06:00')];
  const answers = await Promise.all(wishes.map((body) => company.make('createBooking', { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  const lost = answers.find(({ status }) => status === 422)!;
  expect(lost.problem.errors).toMatchObject([
    { code: 'booking.quota_user_day', message: '每人每天最多 1 小时 30 分。' },
  ]);
  const over = await company.make('createBooking', { body: at('07:00', '08:00') });
  expect(over.problem.code).toBe('booking.rules_broken');
  const rest = await company.make('createBooking', { body: at('07:00', '07:30') });
  expect(rest.status).toBe(201);
  for (const { body, status } of [...answers, rest]) {
    if (status !== 201) continue;
    await company.call('cancelBooking', { params: { id: body.id }, body: { reason: '试' } });
  }
  const whole = await company.make('createBooking', { body: at('07:00', '08:30') });
  expect(whole.status).toBe(201);
  await company.call('cancelBooking', { params: { id: whole.body.id }, body: { reason: '试' } });
  await setRules(INSTRUMENTS.free, {});
});

test('a group that asks its principal waits for both, and either may refuse', async () => {
  const principal = ann.user!.id;
  await world.deps
    .db('research_groups')
    .where({ id: 'GROUPSIBLING' })
    .update({ asks_principal: true, principal_id: principal });
  const bo = await signInAs(world.url, 'researcher-2');
  await setRules(INSTRUMENTS.free, { approval: 'all' });
  const request = async (hours: number) => {
    const held = await bo.make('createBooking', { body: bookBody(slotIn(hours)) });
    const params = { id: held.body.id };
    const paid = await bo.make('payBooking', {
      params,
      body: { accountFen: held.body.quote.totalFen },
    });
    expect(paid.body.booking).toMatchObject({
      state: 'requested',
      waitsFor: ['crew', 'principal'],
    });
    return params;
  };
  const first = await request(50);
  const asked = await ann.call('listBookings', {
    query: { role: 'principal', group: 'needs_you' },
  });
  expect(asked.body.items.map(({ id }) => id)).toEqual([first.id]);
  await eventually(async () => {
    const { items } = (await ann.call('listNotices')).body;
    return items.some(
      ({ bookingId, kind }) => bookingId === first.id && kind === 'booking.requested',
    );
  });
  const half = await operator.call('decideApproval', {
    params: first,
    body: { decision: 'approve' },
  });
  expect(half.body).toMatchObject({ state: 'requested', waitsFor: ['principal'] });
  const whole = await ann.call('decideApproval', { params: first, body: { decision: 'approve' } });
  expect(whole.body).toMatchObject({ state: 'confirmed', waitsFor: [] });
  const before = await balance(bo);
  const second = await request(55);
  const refused = await ann.call('decideApproval', {
    params: second,
    body: { decision: 'reject', reason: '经费不足' },
  });
  expect(refused.body.state).toBe('rejected');
  expect(await balance(bo)).toBe(before);
  await operator.call('cancelBooking', { params: first, body: { reason: '试' } });
  await setRules(INSTRUMENTS.free, {});
  await world.deps.db('research_groups').update({ asks_principal: false });
});

test('samples wait without a time, get one from the lab, and cannot be a no-show', async () => {
  const { db } = world.deps;
  await db('instruments').where({ id: INSTRUMENTS.free }).update({ takes_samples: true });
  await db('test_items').insert({ id: 'ITEM', instrument_id: INSTRUMENTS.free, name: '物相分析' });
  await db('price_items').insert({
    price_list_id: `PRICES${INSTRUMENTS.free}`.slice(0, 26),
    position: 90,
    user_kind: 'own_unit',
    item: 'sample',
    test_item_id: 'ITEM',
    name: '物相分析',
    unit_fen: 2_500,
  });
  const items = [{ testItemId: 'ITEM', count: 4 }];
  const body = { instrumentId: INSTRUMENTS.free, kind: 'sample' as const, items };
  const held = await ann.make('createBooking', { body });
  expect(held.body).toMatchObject({
    kind: 'sample',
    startsAt: null,
    stationId: null,
    items: [{ name: '物相分析', count: 4 }],
    quote: { totalFen: 10_000 },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: 10_000 } });
  const own = await ann.call('changeBooking', { params, body: slotIn(30) });
  expect(own.problem.code).toBe('booking.move_refused');
  const slot = slotIn(30);
  const placed = await operator.call('changeBooking', { params, body: slot });
  expect(placed.body).toMatchObject({ ...slot, quote: { totalFen: 10_000 }, state: 'confirmed' });
  const taken = await company.make('createBooking', { body: bookBody(slot) });
  expect(taken.problem.code).toBe('booking.slot_taken');
  world.clock.set(slot.endsAt);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await ann.call('getBooking', { params })).body.state).toBe('confirmed');
  await operator.call('startBooking', { params, body: {} });
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
  expect((await ann.call('acceptResult', { params })).body.state).toBe('closed');
  const unknown = await ann.make('createBooking', {
    body: { ...body, items: [{ testItemId: 'NOSUCHITEM', count: 1 }] },
  });
  expect(unknown.problem.errors).toMatchObject([{ code: 'booking.no_price' }]);
  await expectProof();
});

test('a dispute ends open to acceptance again, or closed at a lower bill, never at a higher', async () => {
  const before = await balance(ann);
  const params = await confirmed(ann, slotIn(0, 1));
  await operator.call('startBooking', { params, body: {} });
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
  await ann.call('disputeResult', { params, body: { reason: '图像模糊' } });
  const resolve = (body: Record<string, unknown>) =>
    admin.call('resolveDispute', { params, body: { reason: '已核实', ...body } });
  expect((await resolve({ decision: 'close', billFen: 12_001 })).problem.code).toBe(
    'booking.bill_higher',
  );
  expect((await resolve({ decision: 'reopen' })).body.state).toBe('completed');
  await ann.call('disputeResult', { params, body: { reason: '还是模糊' } });
  const closed = await resolve({ decision: 'close', billFen: 5_000 });
  expect(closed.body).toMatchObject({ state: 'closed', bill: { totalFen: 5_000 } });
  expect(before - (await balance(ann))).toBe(5_000);
  await expectProof();
});
