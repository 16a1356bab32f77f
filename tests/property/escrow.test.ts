import fc from 'fast-check';
import {
  rebillBooking,
  refundBooking,
  settleBooking,
  takePayment,
  waiveFee,
} from '../../bff/src/features/payments/index.ts';
import { grantVoucher, lawfulShare } from '../../bff/src/features/vouchers/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { Problem } from '../../bff/src/problem.ts';
import {
  billOf,
  COMPANY,
  createMoneyWorld,
  differences,
  type MoneyWorld,
  plantBooking,
  plantProgramme,
  RULES,
  topUp,
  withBooking,
} from '../support/money-world.ts';

const CAP = { capPerCompanyYearFen: 1_500_000, fullUpToFen: 300 };
const RUNS = Number(process.env['DAYI_PROPERTY_RUNS'] ?? 60);

let world: MoneyWorld;
let grants: string[];

beforeAll(async () => {
  world = await createMoneyWorld();
  await plantProgramme(world.deps.db, 'HALF', CAP, 2026, 1);
  await plantProgramme(world.deps.db, 'THIRD', { ...CAP, sharePercent: 33 }, 2026, 2);
  grants = await inTransaction(world.deps, async (trx) => [
    await grantVoucher(
      world.deps,
      trx,
      { programmeId: 'HALF', companyId: COMPANY.id, quotaFen: 900_000 },
      null,
    ),
    await grantVoucher(
      world.deps,
      trx,
      { programmeId: 'THIRD', companyId: COMPANY.id, quotaFen: 900_000 },
      null,
    ),
  ]);
  await topUp(world, COMPANY, 3_000_000);
  await world.deps.db('payer_credits').insert({
    unit_id: 'UNIT',
    payer_kind: 'company',
    payer_id: COMPANY.id,
    limit_fen: 900_000,
    updated_at: world.deps.clock.now(),
  });
  await world.deps.db('distribution_rules').insert({
    unit_id: 'UNIT',
    version: 1,
    crew_percent: 37,
    group_percent: 21,
    created_at: world.deps.clock.now(),
  });
});
afterAll(async () => {
  await world.stop();
});

const fen = fc.integer({ min: 0, max: 4_000 });
const permille = fc.integer({ min: 0, max: 1_000 });

type Step =
  | { do: 'pay'; moreFen: number; voucher: number; share: number; credit: number }
  | { do: 'rebill'; share: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    moreFen: fen,
    voucher: fc.constantFrom(0, 1),
    share: permille,
    credit: permille,
  }),
  fc.record({ do: fc.constant('rebill' as const), share: permille }),
);

const ending = fc.record({
  how: fc.constantFrom('settle', 'refund', 'waive'),
  fen: fc.integer({ min: 0, max: 9_000 }),
});

interface Held {
  voucher: number;
  all: number;
  escrow: number;
}

async function heldBy(bookingId: string): Promise<Held> {
  const [rows] = (await world.deps.db.raw(
    `select coalesce(sum(part.amount_fen - part.refunded_fen), 0) as held,
            coalesce(sum(if(part.kind = 'voucher', part.amount_fen - part.refunded_fen, 0)), 0) as voucher,
            coalesce((select sum(p.amount_fen) from ledger_postings p
                        join ledger_accounts a on a.id = p.account_id
                       where a.natural_key = concat('escrow:', ?)), 0) as escrow
       from payments join payment_parts part on part.payment_id = payments.id
      where payments.booking_id = ?`,
    [bookingId, bookingId],
  )) as [Record<string, unknown>[]];
  return {
    all: Number(rows[0]?.['held']),
    voucher: Number(rows[0]?.['voucher']),
    escrow: Number(rows[0]?.['escrow']),
  };
}

/** Refusals by name are part of the game; anything else is a fault. */
async function orRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

test('however a booking is paid, billed anew and ended, its escrow agrees and ends empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), ending, async (steps, end) => {
      const booking = await plantBooking(world, COMPANY, 'confirmed', 'GROUP');
      const inBooking = (work: Parameters<typeof withBooking>[2], state?: string) =>
        withBooking(world, booking.id, work, state);
      let billFen = 0;
      for (const one of steps) {
        if (one.do === 'rebill') {
          billFen = Math.floor((billFen * one.share) / 1_000);
          await inBooking((trx) =>
            rebillBooking(world.deps, trx, booking, billFen, null, 'changed'),
          );
        } else {
          const dueFen = one.moreFen;
          const voucherFen = Math.floor((dueFen * one.share) / 1_000);
          const channelFen = Math.floor(((dueFen - voucherFen) * one.credit) / 1_000);
          const wanted = {
            voucherGrantId: grants[one.voucher],
            voucherFen,
            accountFen: dueFen - voucherFen - channelFen,
            channel: 'transfer',
            channelFen,
          };
          const bill = billOf(booking, dueFen, { billFen: billFen + dueFen });
          const isPaid = await orRefused(
            inBooking((trx) => takePayment(world.deps, trx, bill, wanted, 'USER')),
          );
          if (isPaid) billFen += dueFen;
        }
        const held = await heldBy(booking.id);
        expect(held.all).toBe(billFen);
        expect(held.escrow).toBe(billFen);
        expect(held.voucher).toBeLessThanOrEqual(lawfulShare({ ...RULES, ...CAP }, billFen));
      }
      if (end.how === 'settle') {
        await inBooking((trx) => settleBooking(world.deps, trx, booking, end.fen, null), 'closed');
        const held = await heldBy(booking.id);
        expect(held.all).toBe(end.fen);
        expect(held.voucher).toBeLessThanOrEqual(lawfulShare({ ...RULES, ...CAP }, end.fen));
      } else {
        const ownFen = billFen - (await heldBy(booking.id)).voucher;
        await inBooking(async (trx) => {
          const back = await refundBooking(world.deps, trx, booking, end.fen, null, 'cancelled');
          expect(back.keptFen).toBe(Math.min(end.fen, ownFen));
          const returned = back.refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
          expect(returned + back.keptFen).toBe(billFen);
        }, 'cancelled');
        const waive = () =>
          orRefused(
            inBooking((trx) => waiveFee(world.deps, trx, booking, 'USER', 'the crew was ill')),
          );
        if (end.how === 'waive') {
          expect(await waive()).toBe(Math.min(end.fen, ownFen) > 0);
          expect(await waive()).toBe(false);
          expect((await heldBy(booking.id)).all).toBe(0);
        }
      }
      expect((await heldBy(booking.id)).escrow).toBe(0);
      expect(await differences(world)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 120_000);
