import type { Knex } from 'knex';
import { INSTANT } from './columns.ts';

/** Lists show a free stretch whole; words are read where they stand, not from a copy of them. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.specificType('next_free_ends_at', INSTANT).nullable();
    t.dropColumn('text');
    t.dropIndex(['refreshed_at'], 'search_documents__by_age');
    t.index(['refreshed_at', 'instrument_id'], 'search_documents__by_age');
  });
  // What has no end yet is read as stale and written anew.
  await knex('search_documents').update({ next_free_at: null });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('search_documents', (t) => {
    t.dropIndex(['refreshed_at', 'instrument_id'], 'search_documents__by_age');
    t.index(['refreshed_at'], 'search_documents__by_age');
    t.dropColumn('next_free_ends_at');
    t.text('text').notNullable();
  });
}
