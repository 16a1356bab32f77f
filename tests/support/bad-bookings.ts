import type { Deps } from '../../bff/src/deps.ts';
import { proveLedger } from '../../bff/src/features/ledger/index.ts';
import { grantVoucher } from '../../bff/src/features/vouchers/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { problems, type ProblemCode, wordsOf } from '@dayi/shared/problems';
import type { Answered } from './client.ts';
import { RULES } from './money-world.ts';

/** Everything that a refused request must leave as it was. */
const TABLES = [
  'booking_cells',
  'bookings',
  'hold_cooldowns',
  'quota_uses',
  'voucher_grants',
  'voucher_uses',
  'voucher_year_caps',
  'ledger_postings',
  'ledger_balances',
  'payer_credits',
  'payments',
  'payment_parts',
  'settlements',
  'idempotency_keys',
];

/** Every row of these tables, in an order of their own. */
export async function snapshotOf({ db }: Deps): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows: unknown[] = await db(table);
    all[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

/** Sends what is bad, and sees that it is refused by name in both languages and changes nothing. */
export async function expectRefused(
  deps: Deps,
  send: (language: 'zh-CN' | 'en') => Promise<Answered<unknown>>,
  code: ProblemCode,
  errors: readonly string[] = [],
): Promise<void> {
  const before = await snapshotOf(deps);
  for (const language of ['zh-CN', 'en'] as const) {
    const { status, problem, headers } = await send(language);
    expect([status, problem.code, problem.title, headers.get('content-language')]).toEqual([
      problems[code][0],
      code,
      wordsOf(code, language),
      language,
    ]);
    const isChinese = /[\u4e00-\u9fff]/.test(problem.detail);
    expect([problem.detail, isChinese]).toEqual([problem.detail, language === 'zh-CN']);
    expect((problem.errors ?? []).map((one) => `${one.path} ${one.code}`.trim())).toEqual(errors);
  }
  expect(await snapshotOf(deps)).toEqual(before);
}

export async function expectBalanced(deps: Deps): Promise<void> {
  expect(await proveLedger(deps)).toMatchObject({ balanced: true, differences: [] });
}

/** A voucher of a programme of its own, whose rules differ from the usual as given. */
export async function plantVoucher(
  deps: Deps,
  wish: {
    programme: string;
    region: string;
    year?: number;
    companyId: string;
    quotaFen: number;
    rules?: Record<string, unknown>;
  },
): Promise<string> {
  await deps.db('voucher_programmes').insert({
    id: wish.programme,
    region_code: wish.region,
    year: wish.year ?? 2026,
    name: '别的创新券',
    name_en: 'Another voucher',
    mode: 'direct',
    rules: JSON.stringify({ ...RULES, ...wish.rules }),
    version: 1,
    valid_from: new Date('2026-01-01T00:00:00Z'),
    valid_until: new Date('2026-12-31T16:00:00Z'),
  });
  const { programme: programmeId, companyId, quotaFen } = wish;
  return await inTransaction(deps, (trx) =>
    grantVoucher(deps, trx, { programmeId, companyId, quotaFen }, null),
  );
}
