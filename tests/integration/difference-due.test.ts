import { expectBalanced } from '../support/bad-bookings.ts';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let company: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  company = await signInAs(world.url, 'company');
});
afterAll(async () => {
  await expectBalanced(world.deps);
  await world.stop();
});

test('of a difference due the booking offers what a voucher may lawfully still pay, and no more', async () => {
  await world.deps
    .db('price_lists')
    .where({ instrument_id: INSTRUMENTS.free })
    .update({ charging_mode: 'overage' });
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-24T02:00:00.000Z',
      endsAt: '2026-11-24T03:00:00.000Z',
    },
  });
  const params = { id: held.body.id };
  const voucherGrantId = 'VOUCHEROWN';
  await company.make('payBooking', {
    params,
    body: { voucherGrantId, voucherFen: 10_000, accountFen: 36_000 },
  });
  world.clock.set('2026-11-24T02:00:00.000Z');
  const operator = await signInAs(world.url, 'operator');
  await operator.call('startBooking', { params, body: {} });
  world.clock.set('2026-11-24T05:00:00.000Z');
  await operator.call('finishBooking', { params, body: { resultsDue: false } });
  // 118,000 in all: half of it less the 10,000 frozen.
  const { dueFen, quote, may } = (await company.call('getBooking', { params })).body;
  expect([dueFen, quote.vouchers[0]!.payableFen]).toEqual([72_000, 49_000]);
  expect(may).toContain('pay');
  const pay = (voucherFen: number) =>
    company.make('payBooking', {
      params,
      body: { voucherGrantId, voucherFen, accountFen: dueFen - voucherFen },
    });
  expect((await pay(49_001)).problem.code).toBe('voucher.above_share');
  const paid = await pay(49_000);
  expect([paid.status, paid.body.booking.dueFen]).toEqual([201, 0]);
});

test('a cancellation that cost nothing has nothing to excuse', async () => {
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T09:00:00.000Z',
    },
  });
  const params = { id: held.body.id };
  const cancel = () => company.call('cancelBooking', { params, body: { reason: '不去了' } });
  await company.make('payBooking', { params, body: { accountFen: held.body.dueFen } });
  const free = await cancel();
  expect([free.body.keptFen, free.body.booking.may]).toEqual([0, []]);

  const again = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-24T08:00:00.000Z',
      endsAt: '2026-11-24T09:00:00.000Z',
    },
  });
  params.id = again.body.id;
  await company.make('payBooking', { params, body: { accountFen: again.body.dueFen } });
  world.clock.advance(10 * 60_000 + 1_000);
  const late = await cancel();
  expect([late.body.keptFen, late.body.booking.may]).toEqual([23_000, ['appeal']]);
});
