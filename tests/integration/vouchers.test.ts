import {
  type Bill,
  refundBooking,
  settleBooking,
  takePayment,
} from '../../bff/src/features/payments/index.ts';
import { findGrants, grantVoucher, voucherTasks } from '../../bff/src/features/vouchers/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import {
  billOf,
  COMPANY,
  createMoneyWorld,
  differences,
  type MoneyWorld,
  plantBooking,
  plantProgramme,
  purseOf,
  topUp,
  withBooking,
} from '../support/money-world.ts';

let world: MoneyWorld;

beforeEach(async () => {
  world = await createMoneyWorld();
  await plantProgramme(world.deps.db, 'PROGRAMME');
});
afterEach(async () => {
  expect(await differences(world)).toEqual([]);
  await world.stop();
});

const grant = (quotaFen: number, companyId: string = COMPANY.id, programmeId = 'PROGRAMME') =>
  inTransaction(world.deps, (trx) =>
    grantVoucher(world.deps, trx, { programmeId, companyId, quotaFen }, 'USER'),
  );

type Booking = Awaited<ReturnType<typeof plantBooking>>;

const freeze = (
  booking: Booking,
  voucherGrantId: string,
  voucherFen: number,
  billFen = voucherFen * 2,
  change: Partial<Bill> = {},
) =>
  withBooking(world, booking.id, (trx) =>
    takePayment(
      world.deps,
      trx,
      billOf(booking, billFen, change),
      { voucherGrantId, voucherFen, accountFen: billFen - voucherFen },
      'USER',
    ),
  );

const cancel = (booking: Booking) =>
  withBooking(
    world,
    booking.id,
    (trx) => refundBooking(world.deps, trx, booking, 0, null, 'booking cancelled'),
    'cancelled',
  );

const settle = (booking: Booking, billFen: number) =>
  withBooking(
    world,
    booking.id,
    (trx) => settleBooking(world.deps, trx, booking, billFen, null),
    'closed',
  );

describe('a voucher is refused and nothing changes', () => {
  test.each<[string, Partial<Bill>, string]>([
    ['at a unit of another region', { unitRegionCode: '310000' }, 'not_applicable'],
    ['where none is taken', { acceptsVouchers: false }, 'not_applicable'],
    ['for a kind of service it is not for', { kind: 'sample' }, 'not_applicable'],
    ['to another payer', { payer: { kind: 'company', id: 'OTHER' } }, 'not_found'],
    ['to a group', { payer: { kind: 'group', id: COMPANY.id } }, 'not_found'],
  ])('%s', async (_what, change, code) => {
    await plantProgramme(world.deps.db, 'TIMEONLY', { serviceKinds: ['time'] }, 2025);
    const id = await grant(100_000, COMPANY.id, 'TIMEONLY');
    await topUp(world, COMPANY, 100_000);
    const before = await purseOf(world, COMPANY);
    const booking = await plantBooking(world);
    await expect(freeze(booking, id, 1_000, 2_000, change)).rejects.toMatchObject({
      code: `voucher.${code}`,
    });
    expect(await purseOf(world, COMPANY)).toEqual(before);
  });

  test('at a unit under one control, and by a name that is none', async () => {
    const daughter = { kind: 'company', id: 'DAUGHTER' } as const;
    const id = await grant(100_000, daughter.id);
    const booking = await plantBooking(world, daughter);
    await expect(freeze(booking, id, 1_000)).rejects.toMatchObject({
      code: 'voucher.not_applicable',
    });
    await expect(freeze(booking, 'NOSUCH', 1_000)).rejects.toMatchObject({
      code: 'voucher.not_found',
    });
  });

  test.each([
    ['one fen above its share', 100_000, 1_001, 2_000, 'above_share'],
    ['one fen above its quota', 999, 1_000, 2_000, 'balance_short'],
    ['more than one application may', 2_000_000, 2_000_001, 9_000_000, 'balance_short'],
  ])('%s', async (_what, quotaFen, voucherFen, billFen, code) => {
    const id = await grant(quotaFen);
    const booking = await plantBooking(world);
    await expect(freeze(booking, id, voucherFen, billFen)).rejects.toMatchObject({
      code: `voucher.${code}`,
    });
    expect(await purseOf(world, COMPANY)).toMatchObject({ left: quotaFen, frozen: 0 });
  });

  test('from the instant it ends on, though it has not lapsed yet', async () => {
    const id = await grant(100_000);
    await topUp(world, COMPANY, 100_000);
    world.clock.set('2026-12-31T15:59:58.000Z');
    await freeze(await plantBooking(world), id, 1_000);
    world.clock.set('2026-12-31T16:00:00.000Z');
    await expect(freeze(await plantBooking(world), id, 1_000)).rejects.toMatchObject({
      code: 'voucher.not_applicable',
    });
  });
});

test('a voucher that ends in mid-booking still settles, and a release then lapses', async () => {
  const id = await grant(100_000);
  await topUp(world, COMPANY, 100_000);
  const kept = await plantBooking(world);
  const smaller = await plantBooking(world);
  const gone = await plantBooking(world);
  for (const booking of [kept, smaller, gone]) await freeze(booking, id, 10_000);
  world.clock.set('2027-01-02T00:00:00.000Z');
  await settle(kept, 20_000);
  await settle(smaller, 12_000);
  await cancel(gone);
  expect(await purseOf(world, COMPANY)).toMatchObject({
    left: 70_000,
    frozen: 0,
    used: 16_000,
    lapsed: 14_000,
  });
  await voucherTasks.get('vouchers.lapse')!(world.deps, {
    id: 'T',
    kind: 'vouchers.lapse',
    naturalKey: '',
    payload: {},
  });
  expect(await purseOf(world, COMPANY)).toMatchObject({ left: 0, lapsed: 84_000 });
});

test('vouchers are granted by the rules of a programme that runs', async () => {
  await expect(grant(2_000_001)).rejects.toMatchObject({ code: 'voucher.above_application_cap' });
  for (const fen of [0, -1, 1.5]) {
    await expect(grant(fen)).rejects.toMatchObject({ code: 'voucher.above_application_cap' });
  }
  await expect(grant(1, COMPANY.id, 'NOSUCH')).rejects.toMatchObject({
    code: 'voucher.programme_ended',
  });
  world.clock.set('2026-12-31T16:00:00.000Z');
  await expect(grant(1)).rejects.toMatchObject({ code: 'voucher.programme_ended' });
});

/** How many of the payments go through, and why the others do not. */
async function race(payments: readonly (() => Promise<unknown>)[]) {
  const outcomes = await Promise.allSettled(payments.map((pay) => pay()));
  const codes = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
  );
  return { paid: outcomes.length - codes.length, codes: [...new Set(codes)] };
}

const bookings = async (count: number) => {
  const all: Booking[] = [];
  for (let index = 0; index < count; index += 1) all.push(await plantBooking(world));
  return all;
};

describe('of eight that pay at once', () => {
  beforeEach(() => topUp(world, COMPANY, 1_000_000));

  test('as many as one voucher holds for are paid', async () => {
    const id = await grant(35_000);
    const all = await bookings(8);
    expect(await race(all.map((one) => () => freeze(one, id, 10_000)))).toEqual({
      paid: 3,
      codes: ['voucher.balance_short'],
    });
    expect(await purseOf(world, COMPANY)).toMatchObject({ left: 5_000, frozen: 30_000 });
  });

  test('as many as the cap of the year allows are paid, over vouchers of two programmes', async () => {
    const cap = { capPerCompanyYearFen: 45_000 };
    await plantProgramme(world.deps.db, 'CAPPED', cap, 2026, 2);
    await plantProgramme(world.deps.db, 'CAPPEDTOO', cap, 2026, 3);
    const ids = [
      await grant(900_000, COMPANY.id, 'CAPPED'),
      await grant(900_000, COMPANY.id, 'CAPPEDTOO'),
    ];
    const all = await bookings(8);
    expect(await race(all.map((one, at) => () => freeze(one, ids[at % 2]!, 10_000)))).toEqual({
      paid: 4,
      codes: ['voucher.cap_reached'],
    });
    const grants = await findGrants(world.deps.db, [COMPANY.id]);
    expect(grants.map(({ yearLeftFen }) => yearLeftFen)).toEqual([5_000, 5_000]);
    const [paid] = await world.deps.db('payments').select('booking_id');
    await cancel(all.find(({ id }) => id === (paid as { booking_id: string }).booking_id)!);
    const [after] = await findGrants(world.deps.db, [COMPANY.id]);
    expect(after!.yearLeftFen).toBe(15_000);
  });
});

test('the last fen of quota, share and cap can be spent', async () => {
  await plantProgramme(world.deps.db, 'SMALL', { capPerCompanyYearFen: 777 }, 2025);
  const id = await grant(777, COMPANY.id, 'SMALL');
  await topUp(world, COMPANY, 777);
  const booking = await plantBooking(world);
  await freeze(booking, id, 777, 1_554);
  await settle(booking, 1_554);
  expect(await purseOf(world, COMPANY)).toMatchObject({ left: 0, used: 777, prepaidFen: 0 });
});
