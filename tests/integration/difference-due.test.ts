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
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: '2026-11-26T06:00:00.000Z',
      endsAt: '2026-11-26T07:00:00.000Z',
    },
  });
  const params = { id: held.body.id };
  const voucherGrantId = 'VOUCHEROWN';
  await company.make('payBooking', {
    params,
    body: { voucherGrantId, voucherFen: 10_000, accountFen: 36_000 },
  });
  const moved = await company.call('changeBooking', {
    params,
    body: { endsAt: '2026-11-26T07:30:00.000Z' },
  });
  // 64,000 in all: half of it less the 10,000 frozen is 22,000, and 18,000 are due.
  expect([moved.body.dueFen, moved.body.quote.vouchers[0]!.payableFen]).toEqual([18_000, 18_000]);
  const longer = await company.call('changeBooking', {
    params,
    body: { endsAt: '2026-11-26T09:00:00.000Z' },
  });
  // 118,000 in all: half of it less the 10,000 frozen.
  const { dueFen, quote, may } = longer.body;
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
      startsAt: '2026-11-24T04:00:00.000Z',
      endsAt: '2026-11-24T05:00:00.000Z',
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
      startsAt: '2026-11-24T04:00:00.000Z',
      endsAt: '2026-11-24T05:00:00.000Z',
    },
  });
  params.id = again.body.id;
  await company.make('payBooking', { params, body: { accountFen: again.body.dueFen } });
  world.clock.advance(10 * 60_000 + 1_000);
  const late = await cancel();
  expect([late.body.keptFen, late.body.booking.may]).toEqual([23_000, ['appeal']]);
});
