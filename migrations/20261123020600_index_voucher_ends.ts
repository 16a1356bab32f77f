import type { Knex } from 'knex';

/** What lapses is found by its end. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_grants', (t) => {
    t.index(['valid_until'], 'voucher_grants__by_end');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_grants', (t) => {
    t.dropIndex(['valid_until'], 'voucher_grants__by_end');
  });
}
