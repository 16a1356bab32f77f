import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** What people looked for in vain, in their own words, and what they were answered. */
export const { up, down } = tables({
  search_wishes: (t) => {
    primaryId(t);
    t.specificType('user_id', ID);
    t.string('q', 200).notNullable();
    t.string('words', 2000).notNullable();
    t.specificType('made_at', INSTANT).notNullable();
    t.specificType('state', WORD(8)).notNullable();
    t.string('answer', 2000);
    t.specificType('answered_at', INSTANT);
    t.specificType('answered_by', ID);
    t.index(['state', 'made_at', 'id'], 'search_wishes__state');
    t.foreign('user_id', 'search_wishes__user').references('users.id').onDelete('SET NULL');
    t.foreign('answered_by', 'search_wishes__answered_by').references('users.id');
    t.check("state in ('open', 'done')", [], 'search_wishes__known_state');
  },
});
