import { INSTANT, tables, WORD } from './columns.ts';

/** What was looked for and not found, by day and words; never by whom. */
export const { up, down } = tables({
  search_misses: (t) => {
    t.date('day').notNullable();
    t.specificType('words', WORD(64)).notNullable();
    t.integer('times').unsigned().notNullable();
    t.string('example', 200).notNullable();
    t.string('read_as', 200).notNullable();
    t.specificType('last_at', INSTANT).notNullable();
    t.primary(['day', 'words']);
    t.index(['last_at'], 'search_misses__last_at');
  },
});
