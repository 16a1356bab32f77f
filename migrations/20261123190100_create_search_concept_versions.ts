import type { Knex } from 'knex';
import { appendOnly, ID, INSTANT, WORD, tables } from './columns.ts';

const versions = tables({
  search_concept_versions: (t) => {
    t.specificType('concept_id', WORD(32)).notNullable();
    t.integer('version').unsigned().notNullable();
    t.bigInteger('dictionary_version').unsigned().notNullable();
    t.json('content').notNullable();
    t.boolean('is_retired').notNullable();
    t.specificType('made_at', INSTANT).notNullable();
    t.specificType('made_by', ID);
    t.string('why', 800).notNullable();
    t.primary(['concept_id', 'version']);
    t.foreign('concept_id', 'search_concept_versions__concept').references('search_concepts.id');
    t.foreign('made_by', 'search_concept_versions__made_by').references('users.id');
  },
});

/** What every concept ever said, since when and by whom: kept for good. */
export async function up(knex: Knex): Promise<void> {
  await versions.up(knex);
  await appendOnly(knex, 'search_concept_versions');
}

export const down = versions.down;
