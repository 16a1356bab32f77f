import type { Knex } from 'knex';
import { INSTANT, WORD } from './columns.ts';

/**
 * What a review carries through its life. A character as a person counts it may be many code points
 * (a family of emoji is seven), so 240 of them need more room than 240.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('reviews', (t) => {
    t.string('text', 2000).notNullable().alter();
    t.specificType('state', WORD(10)).notNullable().defaultTo('shown');
    t.integer('edits').unsigned().notNullable().defaultTo(0);
    t.specificType('edited_at', INSTANT).nullable();
    t.integer('version').unsigned().notNullable().defaultTo(1);
    t.specificType(
      'score_sum',
      'tinyint generated always as (quality + speed + attitude + worth) stored',
    );
    t.index(
      ['instrument_id', 'state', 'score_sum', 'created_at', 'id'],
      'reviews__by_instrument_score',
    );
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('reviews', (t) => {
    t.dropIndex([], 'reviews__by_instrument_score');
  });
  await knex.raw('update reviews set text = left(text, 240)');
  await knex.schema.alterTable('reviews', (t) => {
    t.dropColumns('score_sum', 'version', 'edited_at', 'edits', 'state');
    t.string('text', 240).notNullable().alter();
  });
}
