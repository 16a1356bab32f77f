import type { Knex } from 'knex';

/** A voucher's own row holds its balance; a second row for the same sum could only differ from it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `delete b from ledger_balances b join ledger_accounts a on a.id = b.account_id
      where a.kind = 'grant'`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into ledger_balances (account_id, balance_fen)
     select a.id, g.left_fen
       from voucher_grants g join ledger_accounts a on a.natural_key = concat('grant:', g.id)`,
  );
}
