import type { Knex } from 'knex';

/** Recommendations read the instruments of one type in the cities near by. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.index(['class_code', 'city_code', 'status'], 'search_documents__by_type_and_city');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.dropIndex([], 'search_documents__by_type_and_city');
  });
}
