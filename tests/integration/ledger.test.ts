import { FloorReached, postTransfer } from '../../bff/src/features/ledger/index.ts';
import { findDifferences } from '../../bff/src/features/ledger/proof-repository.ts';
import {
  refundBooking,
  settleBooking,
  takePayment,
  waiveFee,
} from '../../bff/src/features/payments/index.ts';
import { grantVoucher } from '../../bff/src/features/vouchers/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import {
  billOf,
  COMPANY,
  createMoneyWorld,
  differences,
  grantCredit,
  GROUP,
  type MoneyWorld,
  plantBooking,
  plantProgramme,
  purseOf,
  topUp,
  withBooking,
} from '../support/money-world.ts';

let world: MoneyWorld;

type Booking = Awaited<ReturnType<typeof plantBooking>>;

const pay = (booking: Booking, wanted: Parameters<typeof takePayment>[3], dueFen = 100) =>
  withBooking(world, booking.id, (trx) =>
    takePayment(world.deps, trx, billOf(booking, dueFen), wanted, 'USER'),
  );

async function many(count: number, payer: Booking['payer'] = COMPANY): Promise<Booking[]> {
  const all: Booking[] = [];
  for (let index = 0; index < count; index += 1) all.push(await plantBooking(world, payer));
  return all;
}

const paidOf = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length;

describe('the ledger', () => {
  beforeEach(async () => {
    world = await createMoneyWorld(16);
  });
  afterEach(async () => {
    await world.stop();
  });

  test('of twelve that pay from one account at once as many are paid as it holds for', async () => {
    await topUp(world, COMPANY, 550);
    const all = await many(12);
    const outcomes = await Promise.allSettled(all.map((one) => pay(one, { accountFen: 100 })));
    expect(paidOf(outcomes)).toBe(5);
    expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 50 });
    expect(await differences(world)).toEqual([]);
  });

  test('of twelve that take credit at once as many do as the limit allows', async () => {
    await grantCredit(world, COMPANY, 750);
    const all = await many(12);
    const outcomes = await Promise.allSettled(
      all.map((one) => pay(one, { channel: 'transfer', channelFen: 100 })),
    );
    expect(paidOf(outcomes)).toBe(7);
    expect(await purseOf(world, COMPANY)).toMatchObject({ owedFen: 700 });
    expect(await differences(world)).toEqual([]);
  });

  test('many that open the same accounts at once lose nothing, and open each once', async () => {
    const all = await many(12, GROUP);
    // Connections are there first, so that all of them look before anyone has opened anything.
    await Promise.all(all.map(() => world.deps.db.raw('select sleep(0.2)')));
    await Promise.all(
      all.map(async (one) => {
        await topUp(world, GROUP, 100);
        await pay(one, { accountFen: 100 });
        await withBooking(
          world,
          one.id,
          (trx) => settleBooking(world.deps, trx, one, 100, null),
          'closed',
        );
      }),
    );
    expect(await differences(world)).toEqual([]);
    const accounts = (await world.deps.db('ledger_accounts').whereNot({ kind: 'escrow' })) as {
      kind: string;
    }[];
    expect(accounts.map(({ kind }) => kind).sort()).toEqual([
      'prepaid',
      'unit_cash',
      'unit_income',
    ]);
  });

  test('of two that waive one fee at once one does', async () => {
    await topUp(world, COMPANY, 100);
    const booking = await plantBooking(world);
    await pay(booking, { accountFen: 100 });
    await withBooking(
      world,
      booking.id,
      (trx) => refundBooking(world.deps, trx, booking, 60, null, 'no-show'),
      'no_show',
    );
    // Without the booking's row to queue at: the ledger alone must hold.
    const outcomes = await Promise.allSettled(
      [1, 2].map(() =>
        inTransaction(world.deps, (trx) => waiveFee(world.deps, trx, booking, 'USER', 'appeal')),
      ),
    );
    expect(paidOf(outcomes)).toBe(1);
    expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 100 });
    expect(await differences(world)).toEqual([]);
  });

  test('an account opened in a transaction that was rolled back is opened again', async () => {
    const work = (isToFail: boolean) =>
      inTransaction(world.deps, async (trx) => {
        for (const reason of ['first', 'second']) {
          await postTransfer(world.deps, trx, {
            kind: 'top_up',
            actorId: null,
            reason,
            legs: [
              { account: { kind: 'unit_cash', unitId: 'UNIT' }, amountFen: -5 },
              {
                account: { kind: 'prepaid', payerKind: 'group', payerId: 'GROUP', unitId: 'UNIT' },
                amountFen: 5,
              },
            ],
          });
        }
        if (isToFail) throw new Error('rolled back');
      });
    await expect(work(true)).rejects.toThrow('rolled back');
    await work(false);
    expect(await purseOf(world, GROUP)).toMatchObject({ prepaidFen: 10 });
    expect(await differences(world)).toEqual([]);
  });

  test('a payment costs six statements, eight with a voucher, and one more where its grant is read', async () => {
    await topUp(world, COMPANY, 1_000);
    await plantProgramme(world.deps.db, 'PROGRAMME');
    const grantId = await inTransaction(world.deps, (trx) =>
      grantVoucher(
        world.deps,
        trx,
        { programmeId: 'PROGRAMME', companyId: COMPANY.id, quotaFen: 1_000 },
        null,
      ),
    );
    const statementsOf = async (wanted: Parameters<typeof takePayment>[3]) => {
      const booking = await plantBooking(world);
      const seen: string[] = [];
      const listen = ({ sql }: { sql: string }) => void seen.push(sql);
      await withBooking(world, booking.id, async (trx) => {
        trx.on('query', listen);
        await takePayment(world.deps, trx, billOf(booking, 100), wanted, 'USER');
        trx.removeListener('query', listen);
      });
      return seen;
    };
    await statementsOf({ voucherGrantId: grantId, voucherFen: 50, accountFen: 50 });
    expect(await statementsOf({ accountFen: 100 })).toHaveLength(6);
    expect(
      await statementsOf({ voucherGrantId: grantId, voucherFen: 50, accountFen: 50 }),
    ).toHaveLength(9);
  });

  test('nothing is drawn from an account beyond its floor, whoever asks', async () => {
    await topUp(world, COMPANY, 10);
    const draw = inTransaction(world.deps, (trx) =>
      postTransfer(world.deps, trx, {
        kind: 'payment',
        actorId: null,
        reason: 'too much',
        legs: [
          {
            account: { kind: 'prepaid', payerKind: 'company', payerId: 'COMPANY', unitId: 'UNIT' },
            amountFen: -11,
          },
          { account: { kind: 'unit_income', unitId: 'UNIT' }, amountFen: 11 },
        ],
      }),
    );
    await expect(draw).rejects.toBeInstanceOf(FloorReached);
    expect(await purseOf(world, COMPANY)).toMatchObject({ prepaidFen: 10 });
  });
});

describe('the proof finds', () => {
  let booking: Booking;

  beforeAll(async () => {
    world = await createMoneyWorld();
    await topUp(world, COMPANY, 1_000);
    await grantCredit(world, COMPANY, 500);
    await plantProgramme(world.deps.db, 'PROGRAMME');
    const grantId = await inTransaction(world.deps, (trx) =>
      grantVoucher(
        world.deps,
        trx,
        { programmeId: 'PROGRAMME', companyId: COMPANY.id, quotaFen: 1_000 },
        null,
      ),
    );
    const wanted = { voucherGrantId: grantId, voucherFen: 40, accountFen: 30 };
    booking = await plantBooking(world);
    await pay(booking, { ...wanted, channel: 'transfer', channelFen: 30 });
    const closed = await plantBooking(world);
    await pay(closed, { ...wanted, channel: 'transfer', channelFen: 30 });
    await withBooking(
      world,
      closed.id,
      (trx) => settleBooking(world.deps, trx, closed, 100, null),
      'closed',
    );
    expect(await differences(world)).toEqual([]);
  });

  afterAll(async () => {
    await world.stop();
  });

  /** What the proof says after some tampering, which is then undone. */
  async function foundAfter(tamper: (trx: typeof world.deps.db) => Promise<unknown>) {
    const trx = await world.deps.db.transaction();
    await tamper(trx);
    const found = await findDifferences(trx);
    await trx.rollback();
    return found.map(({ check }) => check);
  }

  const account = (naturalKey: string) =>
    world.deps.db('ledger_accounts').where('natural_key', 'like', naturalKey).first('id');

  test.each<[string[], string]>([
    [['balance'], 'update ledger_balances set balance_fen = balance_fen + 1'],
    [['receivable'], 'update payer_credits set owed_fen = owed_fen + 1'],
    [['escrow'], `update payment_parts set refunded_fen = 1 where kind = 'account'`],
    [['escrow', 'settlement'], `update bookings set state = 'cancelled' where state = 'confirmed'`],
    [['unit_income'], 'update settlements set unit_fen = 99, amount_fen = 99'],
    [['crew_share'], 'update settlements set crew_fen = 1, unit_fen = 99'],
    [['grant'], 'update voucher_grants set left_fen = left_fen - 1, quota_fen = quota_fen - 1'],
    [['grant_used'], 'update voucher_grants set used_fen = 41, quota_fen = quota_fen + 1'],
    [['grant_frozen'], 'update voucher_grants set frozen_fen = 41, quota_fen = quota_fen + 1'],
    [['programme'], 'update voucher_grants set left_fen = left_fen + 1, quota_fen = quota_fen + 1'],
    [['year_cap'], 'update voucher_year_caps set used_fen = used_fen + 1'],
    [['voucher_part'], `update voucher_uses set released_fen = 1 where state = 'frozen'`],
  ])('a wrong %j', async (checks, sql) => {
    const found = await foundAfter((trx) => trx.raw(sql));
    expect(found).toEqual(expect.arrayContaining(checks));
  });

  test('a posting that stands alone', async () => {
    const { id } = (await account(`escrow:${booking.id}`)) as { id: string };
    const [transfer] = (await world.deps.db('ledger_transfers').select('id').limit(1)) as {
      id: string;
    }[];
    const found = await foundAfter((trx) =>
      trx('ledger_postings').insert({
        transfer_id: transfer!.id,
        account_id: id,
        amount_fen: 1,
      }),
    );
    expect(found).toEqual(['transfer_sum', 'escrow']);
  });

  test('nothing that may be changed where postings stand', async () => {
    await expect(
      world.deps.db.raw('update ledger_postings set amount_fen = amount_fen + 1'),
    ).rejects.toThrow('append-only');
    await expect(world.deps.db.raw('delete from ledger_transfers')).rejects.toThrow('append-only');
  });
});
