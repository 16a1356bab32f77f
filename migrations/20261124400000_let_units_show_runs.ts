import type { Knex } from 'knex';

/** Whether everyone may see what a unit's instruments are doing; nobody may until the unit says so. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('units', (t) => {
    t.boolean('shows_runs').notNullable().defaultTo(false);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('units', (t) => {
    t.dropColumn('shows_runs');
  });
}
