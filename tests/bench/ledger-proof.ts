import { proveLedger } from '../../bff/src/features/ledger/index.ts';
import type { Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { createMoneyWorld, plantProgramme } from '../support/money-world.ts';
import { addBooking, AT, Batch, idOf, padded, PAYERS, RULE, Spent } from './ledger-rows.ts';

const BATCH = 2_000;

const account = (id: string, kind: string, ownerKind: string, ownerId: string, key?: string) => ({
  id,
  kind,
  natural_key: key ?? `${kind}:${ownerId}`,
  owner_kind: ownerKind,
  owner_id: ownerId,
  unit_id: kind === 'grant' || kind === 'programme' ? null : 'UNIT',
});

async function plantAccounts(db: Database): Promise<void> {
  const all = Array.from({ length: PAYERS }, (_, index) => index);
  await insertRows(
    db,
    'companies',
    all.map((index) => ({
      id: idOf.payer(index),
      code: idOf.payer(index),
      name: '企业',
      region_code: '330100',
    })),
  );
  await insertRows(db, 'ledger_accounts', [
    account('CASH', 'unit_cash', 'unit', 'UNIT'),
    account('INCOMEUNIT', 'unit_income', 'unit', 'UNIT'),
    account('INCOMECREW', 'crew_income', 'crew', 'CREW'),
    account('INCOMEGROUP', 'group_income', 'group', 'GROUP'),
    account('PROGRAMMEACC', 'programme', 'programme', 'PROGRAMME'),
    ...all.flatMap((index) => {
      const payer = idOf.payer(index);
      return [
        account(idOf.prepaid(index), 'prepaid', 'company', payer, `prepaid:company:${payer}:UNIT`),
        account(idOf.grantAccount(index), 'grant', 'company', payer, `grant:${idOf.grant(index)}`),
      ];
    }),
  ]);
  await insertRows(
    db,
    'voucher_grants',
    all.map((index) => ({
      id: idOf.grant(index),
      programme_id: 'PROGRAMME',
      company_id: idOf.payer(index),
      quota_fen: 0,
      left_fen: 0,
      valid_until: new Date('2026-12-31T16:00:00Z'),
      granted_at: AT,
    })),
  );
  await db('distribution_rules').insert({
    unit_id: 'UNIT',
    version: RULE.version,
    crew_percent: RULE.crewPercent,
    group_percent: RULE.groupPercent,
    created_at: AT,
  });
}

/** Fills accounts and vouchers with just what the bookings took from them. */
async function fillSources(db: Database, spent: Spent): Promise<void> {
  const batch = new Batch();
  for (let index = 0; index < PAYERS; index += 1) {
    const grant = idOf.grant(index);
    const frozen = spent.frozen.get(grant) ?? 0;
    const used = spent.used.get(grant) ?? 0;
    const paid = spent.account.get(idOf.prepaid(index)) ?? 0;
    batch.row('ledger_balances', { account_id: idOf.prepaid(index), balance_fen: 0 });
    await db('voucher_grants')
      .where({ id: grant })
      .update({ quota_fen: frozen + used, frozen_fen: frozen, used_fen: used });
    batch.row('voucher_year_caps', {
      company_id: idOf.payer(index),
      region_code: '330000',
      year: 2026,
      used_fen: frozen + used,
    });
    if (paid > 0) {
      const legs: [string, number][] = [
        ['CASH', -paid],
        [idOf.prepaid(index), paid],
      ];
      batch.transfer(padded('TOPUP', index), 'top_up', '', legs);
    }
    if (frozen + used > 0) {
      const legs: [string, number][] = [
        ['PROGRAMMEACC', -frozen - used],
        [idOf.grantAccount(index), frozen + used],
      ];
      batch.transfer(padded('GRANTED', index), 'grant', '', legs);
    }
  }
  await batch.write(db);
  for (const table of ['ledger_balances', 'voucher_year_caps']) {
    await insertRows(db, table, batch.tables.get(table) ?? []);
  }
}

const secondsSince = (start: number) => Number(((performance.now() - start) / 1_000).toFixed(2));

/**
 * Fills a database of its own with at least so many postings of paid and settled bookings and measures
 * the whole proof over them.
 */
export async function measureLedgerProof(wanted = 1_000_000) {
  const world = await createMoneyWorld();
  const { db } = world.deps;
  try {
    const filling = performance.now();
    await plantProgramme(db, 'PROGRAMME', { capPerCompanyYearFen: Number.MAX_SAFE_INTEGER });
    await plantAccounts(db);
    const spent = new Spent();
    let postings = 0;
    for (let index = 0; postings < wanted;) {
      const batch = new Batch();
      for (const end = index + BATCH; index < end; index += 1) addBooking(batch, spent, index);
      await db.transaction((trx) => batch.write(trx));
      postings += batch.postings;
    }
    await fillSources(db, spent);
    const fillSeconds = secondsSince(filling);
    const proving = performance.now();
    const proof = await proveLedger(world.deps);
    return {
      postings: proof.postings,
      balanced: proof.balanced,
      differences: proof.differences.slice(0, 3),
      fillSeconds,
      proofSeconds: secondsSince(proving),
    };
  } finally {
    await world.stop();
  }
}
