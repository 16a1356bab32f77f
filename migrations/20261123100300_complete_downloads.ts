import type { Knex } from 'knex';
import { ID } from './columns.ts';

/** A file fetched in parts over one link is one download. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('downloads', (t) => {
    t.specificType('link_id', ID).nullable();
    t.boolean('is_preview').notNullable().defaultTo(false);
    t.index(['link_id'], 'downloads__by_link');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('downloads', (t) => {
    t.dropIndex(['link_id'], 'downloads__by_link');
    t.dropColumns('link_id', 'is_preview');
  });
}
