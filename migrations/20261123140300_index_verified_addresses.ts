import type { Knex } from 'knex';

/** People are found by the address they have proven. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('notice_addresses', (t) => {
    t.index(['channel', 'address'], 'notice_addresses__by_address');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('notice_addresses', (t) => {
    t.dropIndex(['channel', 'address'], 'notice_addresses__by_address');
  });
}
