import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** What people who saw an instrument said it was doing; `about_at` is the moment whose current speaks for the span. */
export const { up, down } = tables({
  run_corrections: (t) => {
    primaryId(t);
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('starts_at', INSTANT).notNullable();
    t.specificType('ends_at', INSTANT).notNullable();
    t.specificType('about_at', INSTANT).notNullable();
    t.specificType('state', WORD(8)).notNullable();
    t.specificType('said_by', ID).notNullable();
    t.specificType('said_at', INSTANT).notNullable();
    t.specificType('withdrawn_at', INSTANT).nullable();
    t.index(['instrument_id', 'starts_at'], 'run_corrections__by_instrument');
    t.check('ends_at > starts_at', [], 'run_corrections__interval');
  },
});
