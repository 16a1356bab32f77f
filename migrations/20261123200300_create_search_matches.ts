import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** What saved searches found, each thing once a person, and how much of it was told in which week. */
export const { up, down } = tables({
  search_matches: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.specificType('search_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    // `opened:…` or `freed:…`
    t.specificType('subject', WORD(80)).notNullable();
    t.boolean('told').notNullable();
    t.specificType('found_at', INSTANT).notNullable();
    t.unique(['user_id', 'subject'], { indexName: 'search_matches__once' });
    t.index(['found_at'], 'search_matches__by_age');
    t.foreign('user_id', 'search_matches__user').references('users.id');
  },
  push_weeks: (t) => {
    t.specificType('user_id', ID).notNullable();
    t.specificType('week', WORD(8)).notNullable();
    t.integer('told').unsigned().notNullable().defaultTo(0);
    t.integer('rest').unsigned().notNullable().defaultTo(0);
    t.specificType('began_at', INSTANT).notNullable();
    t.primary(['user_id', 'week']);
    t.index(['began_at'], 'push_weeks__by_age');
    t.foreign('user_id', 'push_weeks__user').references('users.id');
  },
});
