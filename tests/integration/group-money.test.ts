import excel from 'exceljs';
import { relayOutbox } from '../../bff/src/infra/outbox.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { bookAndPay, bookBody, bookingSteps } from '../support/booking-steps.ts';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;
const GROUP = { id: 'GROUPOWN' };
const BO = 'USERRESEARCHER-2';
/** An hour of own use at the price of the group's own unit. */
const PRICE = 12_000;

let world: World;
let ann: Client;
let bo: Client;
let head: Client;
let operator: Client;

// The group's head pays nothing from it here, so is no member of it.
beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await deps
        .db('research_groups')
        .where(GROUP)
        .update({ principal_id: 'USERRESEARCHER-FOREIGN' });
    },
  });
  [ann, bo, head, operator] = (await Promise.all(
    ['researcher', 'researcher-2', 'researcher-foreign', 'operator'].map((name) =>
      signInAs(world.url, name),
    ),
  )) as [Client, Client, Client, Client];
});
afterAll(async () => {
  await world.stop();
});

const { slotIn, setRules } = bookingSteps(() => world);

const asks = (asksPrincipal: boolean) =>
  head.call('changeGroup', { params: GROUP, body: { asksPrincipal } });
const join = (limitFen: number | null) =>
  head.make('addMember', { params: GROUP, body: { userId: BO, limitFen } });
const leave = () => head.call('removeMember', { params: { ...GROUP, userId: BO } });
const onGroup = (...wish: Parameters<typeof bookBody>) => ({
  ...bookBody(...wish),
  chargeTo: { kind: 'group' as const, id: GROUP.id },
});

test('what was agreed to its owner does not extend alone in use; the crew does, for no more', async () => {
  await asks(true);
  const slot = slotIn(3);
  const { params } = await bookAndPay(ann, slot);
  await head.call('decideApproval', { params, body: { decision: 'approve' } });
  world.clock.set(slot.startsAt);
  await operator.call('startBooking', { params, body: {} });
  const endsAt = new Date(Date.parse(slot.endsAt) + 6 * HOUR).toISOString();
  const body = { startsAt: slot.startsAt, endsAt };
  const quote = await ann.call('quoteChange', { params, body });
  expect(quote.body.broken).toMatchObject([{ code: 'booking.move_needs_consent' }]);
  const alone = await ann.call('changeBooking', { params, body });
  expect(alone.problem.errors).toMatchObject([
    {
      code: 'booking.move_needs_consent',
      message: expect.stringContaining('请联系机组') as string,
    },
  ]);
  const byCrew = await operator.call('changeBooking', { params, body });
  expect(byCrew.body).toMatchObject({ endsAt, dueFen: 0, quote: { totalFen: PRICE } });
  await asks(false);
});

test('whom a move asks anew is asked anew', async () => {
  await setRules(INSTRUMENTS.free, { approval: 'all' });
  await asks(true);
  const { params } = await bookAndPay(ann, slotIn(40));
  const heard = async () => {
    while ((await relayOutbox(world.deps, allWork.outbox!)) > 0);
    const { items } = (await head.call('listNotices')).body;
    return items.filter(({ bookingId }) => bookingId === params.id).map(({ kind }) => kind);
  };
  await head.call('decideApproval', { params, body: { decision: 'approve' } });
  expect(await heard()).toEqual(['booking.requested']);
  const byCrew = await operator.call('changeBooking', { params, body: slotIn(45) });
  expect(byCrew.body.waitsFor).toEqual(['crew']);
  expect(await heard()).toEqual(['booking.requested']);
  const moved = await ann.call('changeBooking', { params, body: slotIn(50) });
  expect(moved.body.waitsFor).toEqual(['crew', 'principal']);
  expect(await heard()).toEqual(['booking.requested', 'booking.requested']);
  await setRules(INSTRUMENTS.free, {});
  await asks(false);
});

test('who was removed from a group pays no hold with its money', async () => {
  await join(null);
  const held = await bo.make('createBooking', { body: onGroup(slotIn(60)) });
  const params = { id: held.body.id };
  await leave();
  const pay = (who: Client) =>
    who.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  const refused = await pay(bo);
  expect([refused.status, refused.problem.code]).toEqual([403, 'group.left']);
  await world.deps.db('bookings').where(params).update({ made_by: 'USEROPERATOR' });
  expect((await pay(operator)).problem.code).toBe('group.left');
  await join(null);
  expect((await pay(bo)).status).toBe(201);
  await leave();
});

test('a statement names what colleagues do to the head alone; its sums are for all', async () => {
  await join(null);
  const held = await bo.make('createBooking', { body: onGroup(slotIn(70)) });
  await bo.make('payBooking', { params: { id: held.body.id }, body: { accountFen: PRICE } });
  await bookAndPay(ann, slotIn(72));
  const { balances } = (await head.call('getGroup', { params: GROUP })).body;
  const params = { id: balances[0]!.id };
  const query = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
  const read = async (who: Client) => (await who.call('getStatement', { params, query })).body;
  const [whole, part, ofUnit] = [
    await read(head),
    await read(bo),
    await read(await signInAs(world.url, 'unit-admin')),
  ];
  const names = ({ items }: typeof whole) => [...new Set(items.map(({ who }) => who))];
  expect(names(whole)).toEqual(expect.arrayContaining([null, ann.user!.name, bo.user!.name]));
  expect(names(ofUnit)).toEqual(names(whole));
  expect(names(part)).toEqual(expect.arrayContaining([null, bo.user!.name]));
  expect(names(part)).not.toContain(ann.user!.name);
  const ofColleagues = part.items.filter(({ who }) => who === null);
  for (const one of ofColleagues) {
    expect(one).toMatchObject({ bookingId: null, instrumentName: null });
  }
  const sums = ({ items }: typeof whole) => items.map((one) => [one.amountFen, one.balanceFen]);
  expect(sums(part)).toEqual(sums(whole));
  expect([part.openingFen, part.closingFen]).toEqual([whole.openingFen, whole.closingFen]);

  const sheetOf = async (who: Client) => {
    const address = `${world.url}/api/v1/accounts/${params.id}/statement.xlsx?month=2026-11`;
    const file = await fetch(address, { headers: { authorization: `Bearer ${who.token}` } });
    const book = new excel.Workbook();
    await book.xlsx.load(await file.arrayBuffer());
    return JSON.stringify(book.worksheets[0]!.getSheetValues());
  };
  expect(await sheetOf(head)).toContain(ann.user!.name);
  expect(await sheetOf(bo)).toContain(bo.user!.name);
  expect(await sheetOf(bo)).not.toContain(ann.user!.name);
  await leave();
});

test('what a customer has is not for the crew to see, neither on a move nor past a limit', async () => {
  const { params } = await bookAndPay(ann, slotIn(80));
  const own = await ann.call('quoteChange', { params, body: slotIn(82) });
  expect(own.body.account.balanceFen).toBeGreaterThan(0);
  const crews = await operator.call('quoteChange', { params, body: slotIn(82) });
  expect(crews.body.account).toEqual({ accountId: null, balanceFen: 0 });
  await join(PRICE);
  const body = { ...onGroup(slotIn(84, 3)), onBehalfOf: BO };
  const over = await operator.make('createBooking', { body });
  expect(over.problem.errors).toMatchObject([{ code: 'booking.owner_limit' }]);
  expect(over.problem.errors?.[0]).not.toHaveProperty('sums');
  expect(over.problem.detail).toContain('超出预约人在课题组的本月限额');
  await leave();
});

test('a limit set while a hold is on its way holds for it', async () => {
  await join(null);
  const { db } = world.deps;
  const slot = slotIn(90);
  const stations = await db('stations').where({ instrument_id: INSTRUMENTS.free }).pluck('id');
  const cell = Date.parse(slot.startsAt) / (15 * 60_000);
  // Another one's unfinished write in the same cells stops the hold between its judgement and its commit.
  const other = await db.transaction();
  await other('booking_cells').insert(
    stations.map((station_id: string) => ({
      station_id,
      cell,
      owner_kind: 'booking',
      owner_id: 'OTHER',
    })),
  );
  const isWriting = new Promise<void>((resolve) => {
    db.on('query', ({ sql }: { sql: string }) => {
      if (/insert into `?booking_cells/i.test(sql)) resolve();
    });
  });
  const going = bo.make('createBooking', { body: onGroup(slot) });
  await isWriting;
  const set = await head.call('setMemberLimit', {
    params: { ...GROUP, userId: BO },
    body: { limitFen: PRICE - 1 },
  });
  await other.rollback();
  expect(set.status).toBe(200);
  const late = await going;
  expect(late.problem.errors).toMatchObject([{ code: 'booking.member_limit' }]);
  await leave();
});
