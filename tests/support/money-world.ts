import type { Deps } from '../../bff/src/deps.ts';
import { postTransfer, proveLedger } from '../../bff/src/features/ledger/index.ts';
import type { Bill, PaidBooking } from '../../bff/src/features/payments/index.ts';
import { newUlid } from '../../bff/src/infra/ids.ts';
import { createLogger } from '../../bff/src/infra/logger.ts';
import { createMetrics } from '../../bff/src/infra/metrics.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { TestClock } from './test-clock.ts';
import { createTestDatabase } from './test-database.ts';

export const NOW = '2026-11-24T02:00:00.000Z';

/** As much of a province as money asks for: two units, a company, a group, one instrument. */
export interface MoneyWorld {
  deps: Deps;
  clock: TestClock;
  stop: () => Promise<void>;
}

type Trx = Deps['db'];

export const COMPANY = { kind: 'company', id: 'COMPANY' } as const;
export const GROUP = { kind: 'group', id: 'GROUP' } as const;

async function plantGround(db: Trx): Promise<void> {
  await db('regions').insert(
    [
      ['330000', null],
      ['330100', '330000'],
      ['310000', null],
    ].map(([code, parent_code]) => ({ code, parent_code, name: code, name_en: code })),
  );
  await db('units').insert(
    ['330100', '310000'].map((region, index) => ({
      id: ['UNIT', 'UNITFAR'][index],
      code: `U${index}`,
      name: '大学',
      name_en: 'University',
      short_name: '大学',
      kind: 'university',
      region_code: region,
      city_code: region,
      address: '学院路 1 号',
    })),
  );
  await db('crews').insert({ id: 'CREW', unit_id: 'UNIT', name: '机组' });
  await db('companies').insert([
    { id: 'COMPANY', code: 'C1', name: '企业', region_code: '330100' },
    { id: 'OTHER', code: 'C2', name: '别家', region_code: '330100' },
    {
      id: 'DAUGHTER',
      code: 'C3',
      name: '校办企业',
      region_code: '330100',
      controlled_by_unit_id: 'UNIT',
    },
  ]);
  await db('users').insert({ id: 'USER', name: '某人', created_at: new Date(NOW) });
  await db('research_groups').insert({ id: 'GROUP', unit_id: 'UNIT', name: '课题组' });
  await db('instrument_classes').insert({ code: '010103', name: '扫描电镜', level: 3 });
  await db('instruments').insert({
    id: 'INSTRUMENT',
    code: '8004',
    unit_id: 'UNIT',
    crew_id: 'CREW',
    class_code: '010103',
    inner_code: 'E1',
    name: '扫描电镜',
    maker: 'Zeiss',
    model: 'Sigma',
    description: '',
    parameters: '[]',
    room: '',
    address: '',
    status: 'open',
    takes_time: true,
    takes_samples: true,
    accepts_vouchers: true,
    created_at: new Date(NOW),
    updated_at: new Date(NOW),
  });
}

export const RULES = {
  sharePercent: 50,
  fullUpToFen: 0,
  capPerApplicationFen: 2_000_000,
  capPerCompanyYearFen: 10_000_000,
  unitRegionPrefix: '33',
};

/** A programme of the province; each has a year of its own, so that caps do not meet. */
export async function plantProgramme(
  db: Trx,
  id: string,
  change: Record<string, unknown> = {},
  year = 2026,
  version = 1,
): Promise<void> {
  await db('voucher_programmes').insert({
    id,
    region_code: '330000',
    year,
    name: '浙江省创新券',
    name_en: 'Zhejiang innovation voucher',
    mode: 'direct',
    rules: JSON.stringify({ ...RULES, ...change }),
    version,
    valid_from: new Date('2026-01-01T00:00:00Z'),
    valid_until: new Date('2026-12-31T16:00:00Z'),
  });
}

export async function createMoneyWorld(poolSize = 8): Promise<MoneyWorld> {
  const { db, drop } = await createTestDatabase(poolSize);
  const clock = new TestClock(NOW);
  const deps = {
    db,
    clock,
    newId: newUlid,
    random: Math.random,
    logger: createLogger('silent'),
    metrics: createMetrics(),
    wakeWorker: () => undefined,
  } as unknown as Deps;
  await plantGround(db);
  return { deps, clock, stop: drop };
}

/** A booking row that money may hang on; its own story is told elsewhere. */
export async function plantBooking(
  { deps }: MoneyWorld,
  payer: PaidBooking['payer'] = COMPANY,
  state = 'confirmed',
  groupId: string | null = null,
): Promise<PaidBooking> {
  const id = deps.newId();
  const at = deps.clock.now();
  await deps.db('bookings').insert({
    id,
    kind: 'time',
    state,
    instrument_id: 'INSTRUMENT',
    unit_id: 'UNIT',
    crew_id: 'CREW',
    owner_id: 'USER',
    payer_kind: payer.kind,
    payer_id: payer.id,
    service: 'self',
    purpose: '',
    quote: '{}',
    total_fen: 0,
    rules_version: 1,
    needs_approval: false,
    created_at: at,
    updated_at: at,
  });
  return { id, unitId: 'UNIT', crewId: 'CREW', groupId, payer };
}

export const billOf = (booking: PaidBooking, dueFen: number, change: Partial<Bill> = {}): Bill => ({
  bookingId: booking.id,
  dueFen,
  billFen: dueFen,
  payer: booking.payer,
  unitId: booking.unitId,
  unitName: '大学',
  unitRegionCode: '330100',
  acceptsVouchers: true,
  kind: 'time',
  ...change,
});

/** Runs work as a use case does: one transaction that holds the booking's row. */
export async function withBooking<T>(
  { deps }: MoneyWorld,
  bookingId: string,
  work: (trx: Trx) => Promise<T>,
  state?: string,
): Promise<T> {
  return await inTransaction(deps, async (trx) => {
    await trx('bookings')
      .where({ id: bookingId })
      .update({ version: trx.raw('version + 1'), ...(state === undefined ? {} : { state }) });
    return await work(trx);
  });
}

export async function topUp(
  { deps }: MoneyWorld,
  payer: PaidBooking['payer'],
  fen: number,
): Promise<void> {
  await inTransaction(deps, (trx) =>
    postTransfer(deps, trx, {
      kind: 'top_up',
      actorId: null,
      reason: 'planted',
      legs: [
        { account: { kind: 'unit_cash', unitId: 'UNIT' }, amountFen: -fen },
        {
          account: { kind: 'prepaid', payerKind: payer.kind, payerId: payer.id, unitId: 'UNIT' },
          amountFen: fen,
        },
      ],
    }),
  );
}

export async function grantCredit(
  { deps }: MoneyWorld,
  payer: PaidBooking['payer'],
  limitFen: number,
): Promise<void> {
  await deps.db('payer_credits').insert({
    unit_id: 'UNIT',
    payer_kind: payer.kind,
    payer_id: payer.id,
    limit_fen: limitFen,
    updated_at: deps.clock.now(),
  });
}

/** What the ledger's proof finds wrong; empty where all is well. */
export async function differences({ deps }: MoneyWorld) {
  return (await proveLedger(deps)).differences;
}

/** What of the money stands where. */
export async function purseOf({ deps }: MoneyWorld, payer: PaidBooking['payer']) {
  const [rows] = (await deps.db.raw(
    `select
       (select b.balance_fen from ledger_balances b join ledger_accounts a on a.id = b.account_id
         where a.natural_key = concat('prepaid:', ?, ':', ?, ':UNIT')) as prepaidFen,
       (select owed_fen from payer_credits where payer_id = ? and unit_id = 'UNIT') as owedFen,
       sum(left_fen) as \`left\`, sum(frozen_fen) as frozen, sum(used_fen) as used,
       sum(lapsed_fen) as lapsed
     from voucher_grants where company_id = ?`,
    [payer.kind, payer.id, payer.id, payer.id],
  )) as [Record<string, unknown>[]];
  const fen = (column: string) => Number(rows[0]?.[column] ?? 0);
  return {
    prepaidFen: fen('prepaidFen'),
    owedFen: fen('owedFen'),
    left: fen('left'),
    frozen: fen('frozen'),
    used: fen('used'),
    lapsed: fen('lapsed'),
  };
}
