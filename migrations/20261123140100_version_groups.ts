import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('research_groups', (t) => {
    t.integer('version').unsigned().notNullable().defaultTo(1);
    t.index(['principal_id'], 'research_groups__by_principal');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('research_groups', (t) => {
    t.dropIndex(['principal_id'], 'research_groups__by_principal');
    t.dropColumn('version');
  });
}
