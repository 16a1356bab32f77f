import { postTransfer } from '../../bff/src/features/ledger/index.ts';
import {
  rebillBooking,
  refundBooking,
  settleBooking,
  takePayment,
  waiveFee,
  type WantedParts,
} from '../../bff/src/features/payments/index.ts';
import { grantVoucher } from '../../bff/src/features/vouchers/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import {
  billOf,
  COMPANY,
  createMoneyWorld,
  differences,
  grantCredit,
  type MoneyWorld,
  plantBooking,
  plantProgramme,
  purseOf,
  topUp,
  withBooking,
} from '../support/money-world.ts';

let world: MoneyWorld;
let grantId: string;

beforeEach(async () => {
  world = await createMoneyWorld();
  await plantProgramme(world.deps.db, 'PROGRAMME');
  grantId = await inTransaction(world.deps, (trx) =>
    grantVoucher(
      world.deps,
      trx,
      { programmeId: 'PROGRAMME', companyId: COMPANY.id, quotaFen: 1_000_000 },
      'USER',
    ),
  );
  await topUp(world, COMPANY, 500_000);
});
afterEach(async () => {
  expect(await differences(world)).toEqual([]);
  await world.stop();
});

type Booking = Awaited<ReturnType<typeof plantBooking>>;

const pay = (booking: Booking, dueFen: number, wanted: WantedParts, billFen = dueFen) =>
  withBooking(world, booking.id, (trx) =>
    takePayment(world.deps, trx, billOf(booking, dueFen, { billFen }), wanted, 'USER'),
  );
const settle = (booking: Booking, billFen: number) =>
  withBooking(
    world,
    booking.id,
    (trx) => settleBooking(world.deps, trx, booking, billFen, 'USER'),
    'closed',
  );
const cancel = (booking: Booking, feeFen: number) =>
  withBooking(
    world,
    booking.id,
    (trx) => refundBooking(world.deps, trx, booking, feeFen, 'USER', 'booking cancelled'),
    'cancelled',
  );
const rebill = (booking: Booking, billFen: number) =>
  withBooking(world, booking.id, (trx) =>
    rebillBooking(world.deps, trx, booking, billFen, 'USER', 'bill changed'),
  );
const waive = (booking: Booking) =>
  withBooking(world, booking.id, (trx) =>
    waiveFee(world.deps, trx, booking, 'USER', 'the crew was ill'),
  );

async function incomes(): Promise<Record<string, number>> {
  const [rows] = (await world.deps.db.raw(
    `select a.kind, sum(p.amount_fen) as total
       from ledger_accounts a join ledger_postings p on p.account_id = a.id
      where a.kind in ('unit_income', 'crew_income', 'group_income') group by a.kind`,
  )) as [{ kind: string; total: string }[]];
  return Object.fromEntries(rows.map(({ kind, total }) => [kind, Number(total)]));
}

test('voucher, account and credit pay one bill together, and all of it comes back', async () => {
  await grantCredit(world, COMPANY, 30_000);
  const booking = await plantBooking(world);
  const before = await purseOf(world, COMPANY);
  await pay(booking, 100_000, {
    voucherGrantId: grantId,
    voucherFen: 50_000,
    accountFen: 20_000,
    channel: 'transfer',
    channelFen: 30_000,
  });
  expect(await purseOf(world, COMPANY)).toMatchObject({
    prepaidFen: 480_000,
    owedFen: 30_000,
    left: 950_000,
    frozen: 50_000,
  });
  const { keptFen, refunds } = await cancel(booking, 0);
  expect(keptFen).toBe(0);
  expect(refunds.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
    ['voucher', 50_000],
    ['channel', 30_000],
    ['account', 20_000],
  ]);
  expect(await purseOf(world, COMPANY)).toEqual({ ...before, owedFen: 0 });
});

test('a smaller bill gives back the voucher’s excess first, then last paid first', async () => {
  const booking = await plantBooking(world);
  await pay(booking, 100_000, { voucherGrantId: grantId, voucherFen: 50_000, accountFen: 50_000 });
  await pay(booking, 40_000, { accountFen: 40_000 }, 140_000);
  const refunds = await rebill(booking, 80_000);
  expect(refunds.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
    ['voucher', 10_000],
    ['account', 40_000],
    ['account', 10_000],
  ]);
  expect(await rebill(booking, 80_000)).toEqual([]);
  expect(await rebill(booking, 90_000)).toEqual([]);
  await settle(booking, 80_000);
  expect(await purseOf(world, COMPANY)).toMatchObject({
    prepaidFen: 460_000,
    left: 960_000,
    frozen: 0,
    used: 40_000,
  });
});

test('a later payment takes a voucher only as far as the whole bill’s share goes', async () => {
  const booking = await plantBooking(world);
  await pay(booking, 100_000, { voucherGrantId: grantId, voucherFen: 40_000, accountFen: 60_000 });
  const more = (voucherFen: number) =>
    pay(
      booking,
      50_000,
      { voucherGrantId: grantId, voucherFen, accountFen: 50_000 - voucherFen },
      150_000,
    );
  await expect(more(35_001)).rejects.toMatchObject({ code: 'voucher.above_share' });
  await more(35_000);
  await settle(booking, 150_000);
  expect(await purseOf(world, COMPANY)).toMatchObject({ used: 75_000, frozen: 0 });
});

test('a difference is taken from the account as far as it goes; the rest is owed, credit or none', async () => {
  const booking = await plantBooking(world);
  await pay(booking, 450_000, { accountFen: 450_000 });
  const { refunds, owedFen } = await settle(booking, 600_000);
  expect([refunds, owedFen]).toEqual([[], 100_000]);
  expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 0, owedFen: 100_000 });
  expect(await incomes()).toEqual({ unit_income: 600_000 });
});

test('income is shared out by the newest rule, to the fen, and the rest is the unit’s', async () => {
  const rule = { unit_id: 'UNIT', created_at: world.deps.clock.now() };
  await world.deps.db('distribution_rules').insert([
    { ...rule, version: 1, crew_percent: 90, group_percent: 10 },
    { ...rule, version: 2, crew_percent: 33, group_percent: 17 },
  ]);
  const booking = await plantBooking(world, COMPANY, 'confirmed', 'GROUP');
  await pay(booking, 101, { accountFen: 101 });
  await settle(booking, 101);
  expect(await incomes()).toEqual({ crew_income: 33, group_income: 17, unit_income: 51 });
});

test('a fee is kept of own money only, settles at once, and is waived once', async () => {
  await world.deps.db('distribution_rules').insert({
    unit_id: 'UNIT',
    version: 1,
    crew_percent: 50,
    group_percent: 0,
    created_at: world.deps.clock.now(),
  });
  const booking = await plantBooking(world);
  await pay(booking, 100_000, { voucherGrantId: grantId, voucherFen: 50_000, accountFen: 50_000 });
  const { keptFen, refunds } = await cancel(booking, 30_001);
  expect([keptFen, refunds.map(({ amountFen }) => amountFen)]).toEqual([30_001, [50_000, 19_999]]);
  expect(await incomes()).toEqual({ crew_income: 15_000, unit_income: 15_001 });
  await world.deps.db('distribution_rules').insert({
    unit_id: 'UNIT',
    version: 2,
    crew_percent: 10,
    group_percent: 0,
    created_at: world.deps.clock.now(),
  });
  expect(await waive(booking)).toMatchObject([{ kind: 'account', amountFen: 30_001 }]);
  expect(await incomes()).toEqual({ crew_income: 0, unit_income: 0 });
  expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 500_000, left: 1_000_000 });
  await expect(waive(booking)).rejects.toMatchObject({ code: 'payment.nothing_to_waive' });
});

test('a fee above own money keeps that and no more; without a fee there is nothing to waive', async () => {
  const booking = await plantBooking(world);
  await pay(booking, 100_000, { voucherGrantId: grantId, voucherFen: 50_000, accountFen: 50_000 });
  expect((await cancel(booking, 100_000)).keptFen).toBe(50_000);
  const free = await plantBooking(world);
  await pay(free, 0, {});
  expect(await cancel(free, 5_000)).toEqual({ keptFen: 0, refunds: [] });
  await expect(waive(free)).rejects.toMatchObject({ code: 'payment.nothing_to_waive' });
});

test('credit that was paid off meanwhile is given back to the account', async () => {
  await grantCredit(world, COMPANY, 40_000);
  const booking = await plantBooking(world);
  await pay(booking, 40_000, { channel: 'transfer', channelFen: 40_000 });
  await inTransaction(world.deps, async (trx) => {
    await trx('payer_credits').update({ owed_fen: 10_000 });
    await postTransfer(world.deps, trx, {
      kind: 'pay_off',
      actorId: null,
      reason: 'planted',
      legs: [
        { account: { kind: 'unit_cash', unitId: 'UNIT' }, amountFen: -30_000 },
        {
          account: {
            kind: 'receivable',
            payerKind: 'company',
            payerId: COMPANY.id,
            unitId: 'UNIT',
          },
          amountFen: 30_000,
        },
      ],
    });
  });
  await cancel(booking, 0);
  expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 530_000, owedFen: 0 });
});

test.each([
  ['one fen too little', 99_999, 'payment.parts_mismatch'],
  ['one fen too much', 100_001, 'payment.parts_mismatch'],
  ['half a fen', 100_000.5, 'payment.parts_mismatch'],
  ['less than nothing', -100_000, 'payment.parts_mismatch'],
  ['more than the account holds', 500_001, 'payment.balance_short'],
])('%s is refused and nothing moves', async (_what, accountFen, code) => {
  const booking = await plantBooking(world);
  const dueFen = accountFen > 400_000 ? accountFen : 100_000;
  const before = await purseOf(world, COMPANY);
  await expect(pay(booking, dueFen, { accountFen })).rejects.toMatchObject({ code });
  expect(await purseOf(world, COMPANY)).toEqual(before);
});

test.each([
  ['a channel that is none yet', { channel: 'alipay', channelFen: 100 }, 'channel_unavailable'],
  ['credit where none is granted', { channel: 'transfer', channelFen: 100 }, 'channel_unavailable'],
  ['negative with positive', { accountFen: 200, channelFen: -100 }, 'parts_mismatch'],
  ['a channel’s sum without channel', { channelFen: 100 }, 'parts_mismatch'],
])('%s is refused', async (_what, wanted, code) => {
  const booking = await plantBooking(world);
  await expect(pay(booking, 100, wanted)).rejects.toMatchObject({ code: `payment.${code}` });
});

test('credit one fen above the limit is refused by name', async () => {
  await grantCredit(world, COMPANY, 99);
  const booking = await plantBooking(world);
  const wanted = (channelFen: number) => ({ channel: 'transfer', channelFen });
  await expect(pay(booking, 100, wanted(100))).rejects.toMatchObject({
    code: 'payment.credit_short',
  });
  await pay(booking, 99, wanted(99));
  expect(await purseOf(world, COMPANY)).toMatchObject({ owedFen: 99 });
});

test('an escrow met again after its money went back is opened once', async () => {
  const booking = await plantBooking(world);
  await pay(booking, 100, { accountFen: 100 });
  await rebill(booking, 0);
  await pay(booking, 200, { accountFen: 200 });
  await settle(booking, 200);
});
