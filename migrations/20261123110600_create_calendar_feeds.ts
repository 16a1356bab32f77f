import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  calendar_feeds: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.specificType('kind', WORD(10)).notNullable();
    // Of the secret in the address; the secret itself is nowhere.
    t.specificType('token_hash', WORD(64)).notNullable();
    t.specificType('made_at', INSTANT).notNullable();
    t.specificType('read_at', INSTANT).nullable();
    t.unique(['user_id', 'kind'], { indexName: 'calendar_feeds__kind' });
    t.unique(['token_hash'], { indexName: 'calendar_feeds__token' });
    t.foreign('user_id', 'calendar_feeds__user').references('users.id');
  },
});
