import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  saved_searches: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    // At most so many a person: each is a row that the transaction writes, never a count that it reads.
    t.tinyint('slot').notNullable();
    t.string('name', 60).notNullable();
    t.json('query').notNullable();
    // Of the tidied query: the same one twice is one.
    t.specificType('query_hash', WORD(64)).notNullable();
    // What an instrument is compared with first; the query says the rest.
    t.specificType('class_code', WORD(6)).nullable();
    t.boolean('asks_for_time').notNullable();
    t.boolean('notify').notNullable();
    t.integer('version').unsigned().notNullable().defaultTo(1);
    t.specificType('created_at', INSTANT).notNullable();
    t.check('slot between 1 and 30', [], 'saved_searches__slot_range');
    t.unique(['user_id', 'slot'], { indexName: 'saved_searches__slot' });
    t.unique(['user_id', 'query_hash'], { indexName: 'saved_searches__query' });
    t.index(['notify', 'class_code', 'id'], 'saved_searches__by_class');
    t.foreign('user_id', 'saved_searches__user').references('users.id');
  },
});
