import type { Knex } from 'knex';

/** Whoever sets a limit says which one they saw. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('payer_credits', (t) => {
    t.integer('version').unsigned().notNullable().defaultTo(1);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('payer_credits', (t) => {
    t.dropColumn('version');
  });
}
