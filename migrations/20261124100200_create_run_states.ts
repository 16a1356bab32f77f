import { ID, INSTANT, tables, WORD } from './columns.ts';

/** What every monitored instrument is doing, and what its classifier remembers. */
export const { up, down } = tables({
  run_states: (t) => {
    t.specificType('instrument_id', ID).notNullable().primary();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('state', WORD(8)).notNullable();
    t.double('confidence').notNullable();
    t.specificType('since', INSTANT).notNullable();
    t.specificType('last_reading_at', INSTANT).nullable();
    t.double('amperes').nullable();
    t.integer('model_version').unsigned().notNullable();
    t.json('snapshot').notNullable();
    t.bigInteger('epoch').notNullable();
    t.index(['unit_id'], 'run_states__by_unit');
  },
});
