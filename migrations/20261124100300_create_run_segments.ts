import { ID, INSTANT, tables, WORD } from './columns.ts';

/** What instruments did, without holes; the last one of each is open. Its start makes a segment one, however often it is judged. */
export const { up, down } = tables({
  run_segments: (t) => {
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('starts_at', INSTANT).notNullable();
    t.specificType('ends_at', INSTANT).nullable();
    t.specificType('state', WORD(8)).notNullable();
    t.double('confidence').notNullable();
    t.boolean('is_settled').notNullable();
    t.boolean('is_corrected').notNullable();
    t.double('ampere_hours').notNullable();
    t.primary(['instrument_id', 'starts_at']);
    t.index(['instrument_id', 'ends_at'], 'run_segments__by_end');
    t.check('ends_at is null or ends_at > starts_at', [], 'run_segments__interval');
  },
});
