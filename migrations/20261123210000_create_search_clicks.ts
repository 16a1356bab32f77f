import { ID, INSTANT, tables, WORD } from './columns.ts';

/** Which kind people opened for words that mean nothing yet, once for each person; forgotten after half a year. */
export const { up, down } = tables({
  search_clicks: (t) => {
    t.specificType('words', WORD(64)).notNullable();
    t.specificType('concept_id', WORD(64)).notNullable();
    t.specificType('user_id', ID).notNullable();
    t.specificType('clicked_at', INSTANT).notNullable();
    t.primary(['words', 'concept_id', 'user_id']);
    t.index(['clicked_at'], 'search_clicks__by_age');
    t.index(['user_id', 'clicked_at'], 'search_clicks__by_user');
    t.foreign('user_id', 'search_clicks__user').references('users.id');
  },
});
