import { ID, INSTANT, tables, WORD } from './columns.ts';

/** How an instrument's currents are read: every version that was learned, the highest is the one in use. */
export const { up, down } = tables({
  instrument_models: (t) => {
    t.specificType('instrument_id', ID).notNullable();
    t.integer('version').unsigned().notNullable();
    t.specificType('made_at', INSTANT).notNullable();
    t.specificType('reason', WORD(12)).notNullable();
    t.specificType('class_code', WORD(10)).notNullable();
    t.json('model').notNullable();
    t.primary(['instrument_id', 'version']);
    t.index(['made_at'], 'instrument_models__by_time');
    t.index(['class_code'], 'instrument_models__by_class');
  },
});
