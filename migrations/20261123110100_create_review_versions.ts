import type { Knex } from 'knex';
import { appendOnly, ID, INSTANT, tables } from './columns.ts';

const versions = tables({
  review_versions: (t) => {
    t.specificType('review_id', ID).notNullable();
    t.integer('edition').unsigned().notNullable();
    t.tinyint('quality').notNullable();
    t.tinyint('speed').notNullable();
    t.tinyint('attitude').notNullable();
    t.tinyint('worth').notNullable();
    t.string('text', 2000).notNullable();
    t.specificType('written_at', INSTANT).notNullable();
    t.primary(['review_id', 'edition']);
    t.foreign('review_id', 'review_versions__review').references('reviews.id');
  },
});

/** What a review said before each edit: kept for good. */
export async function up(knex: Knex): Promise<void> {
  await versions.up(knex);
  await appendOnly(knex, 'review_versions');
}

export const down = versions.down;
