import type { Knex } from 'knex';

/** Whoever reads the documents reads the ratings beside them: kept twice, one of the two would be old. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.dropColumns('score_sum', 'rating_count');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.integer('rating_count').unsigned().notNullable().defaultTo(0);
    t.integer('score_sum').unsigned().notNullable().defaultTo(0);
  });
  await knex.raw(
    `update search_documents d join instrument_ratings g on g.instrument_id = d.instrument_id
        set d.rating_count = g.reviews,
            d.score_sum = g.quality_sum + g.speed_sum + g.attitude_sum + g.worth_sum`,
  );
}
