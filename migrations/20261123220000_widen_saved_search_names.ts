import type { Knex } from 'knex';

/** Sixty characters as people count them: an emoji of a family is one of them, and seven of the column's. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('saved_searches', (t) => {
    t.string('name', 2_000).notNullable().alter();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex('saved_searches').update({ name: knex.raw('left(name, 60)') });
  await knex.schema.alterTable('saved_searches', (t) => {
    t.string('name', 60).notNullable().alter();
  });
}
