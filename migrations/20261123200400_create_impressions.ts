import { ID, INSTANT, tables, WORD } from './columns.ts';

/** What was recommended on which day and whether it was opened; counted, then forgotten. */
export const { up, down } = tables({
  impressions: (t) => {
    t.specificType('user_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.date('shown_on').notNullable();
    t.specificType('reason', WORD(20)).notNullable();
    t.specificType('shown_at', INSTANT).notNullable();
    t.specificType('opened_at', INSTANT).nullable();
    t.primary(['user_id', 'instrument_id', 'shown_on']);
    t.index(['shown_at'], 'impressions__by_age');
    t.foreign('user_id', 'impressions__user').references('users.id');
    t.foreign('instrument_id', 'impressions__instrument').references('instruments.id');
  },
});
