import type { Knex } from 'knex';
import { ID, INSTANT, WORD, tables } from './columns.ts';

const dictionary = tables({
  search_dictionary_state: (t) => {
    t.tinyint('id').unsigned().notNullable().primary();
    t.bigInteger('version').unsigned().notNullable();
    t.specificType('shipped_hash', WORD(64));
  },
  search_concepts: (t) => {
    t.specificType('id', WORD(32)).notNullable().primary();
    t.json('content').notNullable();
    t.integer('version').unsigned().notNullable();
    t.boolean('is_retired').notNullable();
    t.boolean('is_edited').notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.specificType('updated_by', ID);
    t.foreign('updated_by', 'search_concepts__updated_by').references('users.id');
  },
});

/** The kinds of instruments that search knows by name; one row holds the version of all of them. */
export async function up(knex: Knex): Promise<void> {
  await dictionary.up(knex);
  await knex('search_dictionary_state').insert({ id: 1, version: 0 });
}

export const down = dictionary.down;
