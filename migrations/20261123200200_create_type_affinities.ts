import { INSTANT, tables, WORD } from './columns.ts';

/** Learnt from all bookings every night; `type` is what `TYPE` of the recommendations says it is. */
export const { up, down } = tables({
  type_affinities: (t) => {
    t.specificType('type', WORD(40)).notNullable();
    t.specificType('other', WORD(40)).notNullable();
    t.specificType('weight', 'double').notNullable();
    t.integer('people').unsigned().notNullable();
    t.primary(['type', 'other']);
  },
  type_popularity: (t) => {
    t.specificType('city_code', WORD(6)).notNullable();
    t.specificType('type', WORD(40)).notNullable();
    t.integer('people').unsigned().notNullable();
    t.primary(['city_code', 'type']);
  },
  instrument_openings: (t) => {
    t.specificType('instrument_id', WORD(26)).notNullable().primary();
    t.specificType('opened_at', INSTANT).notNullable();
    t.index(['opened_at'], 'instrument_openings__by_age');
    t.foreign('instrument_id', 'instrument_openings__instrument').references('instruments.id');
  },
});
