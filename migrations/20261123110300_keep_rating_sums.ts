import type { Knex } from 'knex';

/**
 * A rating leans on the mean of the whole catalogue, which any review moves: kept with each instrument
 * it would be old at once. Documents hold the sum, and whoever reads them makes the mean.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.integer('score_sum').unsigned().notNullable().defaultTo(0);
    t.dropColumn('rating_milli');
  });
  await knex.raw(
    `update search_documents d join instrument_ratings g on g.instrument_id = d.instrument_id
        set d.rating_count = g.reviews,
            d.score_sum = g.quality_sum + g.speed_sum + g.attitude_sum + g.worth_sum`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.integer('rating_milli').unsigned().notNullable().defaultTo(0);
  });
  await knex.raw(
    `update search_documents set rating_milli = round(250 * score_sum / rating_count)
      where rating_count > 0`,
  );
  await knex.schema.alterTable('search_documents', (t) => {
    t.dropColumn('score_sum');
  });
}
