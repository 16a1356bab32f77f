import { FEN, ID, INSTANT, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  search_documents: (t) => {
    t.specificType('instrument_id', ID).notNullable().primary();
    t.specificType('class_code', WORD(6)).notNullable();
    t.specificType('city_code', WORD(6)).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('status', WORD(10)).notNullable();
    t.string('maker', 120).notNullable();
    t.boolean('accepts_vouchers').notNullable();
    t.specificType('lat', 'double').nullable();
    t.specificType('lon', 'double').nullable();
    for (const kind of ['own_group', 'own_unit', 'academic', 'company']) {
      t.specificType(`${kind}_fen`, FEN).nullable();
    }
    t.specificType('price_item', WORD(16)).nullable();
    t.integer('rating_milli').unsigned().notNullable().defaultTo(0);
    t.integer('rating_count').unsigned().notNullable().defaultTo(0);
    t.specificType('next_free_at', INSTANT).nullable();
    t.text('text').notNullable();
    t.specificType('refreshed_at', INSTANT).notNullable();
    t.index(['city_code'], 'search_documents__by_city');
    t.index(['unit_id'], 'search_documents__by_unit');
    t.index(['class_code'], 'search_documents__by_class');
    t.index(['refreshed_at'], 'search_documents__by_age');
    t.foreign('instrument_id', 'search_documents__instrument').references('instruments.id');
  },
});
