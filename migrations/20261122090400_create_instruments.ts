import { FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  instrument_classes: (t) => {
    t.specificType('code', WORD(6)).notNullable().primary();
    t.string('name', 80).notNullable();
    t.tinyint('level').notNullable();
    t.specificType('parent_code', WORD(6)).nullable();
  },
  class_aliases: (t) => {
    t.specificType('class_code', WORD(6)).notNullable();
    t.string('alias', 80).notNullable();
    t.primary(['class_code', 'alias']);
    t.foreign('class_code', 'class_aliases__class').references('instrument_classes.code');
  },
  instruments: (t) => {
    primaryId(t);
    t.specificType('code', WORD(30)).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('crew_id', ID).nullable();
    t.specificType('group_id', ID).nullable();
    t.specificType('class_code', WORD(6)).notNullable();
    t.string('inner_code', 60).notNullable();
    t.string('name', 160).notNullable();
    t.string('name_en', 200).nullable();
    t.string('maker', 120).notNullable();
    t.string('model', 120).notNullable();
    t.text('description').notNullable();
    t.json('parameters').notNullable();
    t.string('room', 80).notNullable();
    t.string('address', 200).notNullable();
    t.specificType('lat', 'double').nullable();
    t.specificType('lon', 'double').nullable();
    t.date('commissioned_on').nullable();
    t.specificType('original_value_fen', FEN).nullable();
    t.specificType('status', WORD(10)).notNullable();
    t.boolean('takes_time').notNullable();
    t.boolean('takes_samples').notNullable();
    t.boolean('accepts_vouchers').notNullable();
    t.integer('version').unsigned().notNullable().defaultTo(1);
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.unique(['code'], { indexName: 'instruments__code' });
    t.unique(['unit_id', 'inner_code'], { indexName: 'instruments__inner_code' });
    t.index(['crew_id'], 'instruments__by_crew');
    t.foreign('unit_id', 'instruments__unit').references('units.id');
    t.foreign('class_code', 'instruments__class').references('instrument_classes.code');
  },
  stations: (t) => {
    primaryId(t);
    t.specificType('instrument_id', ID).notNullable();
    t.integer('position').unsigned().notNullable();
    t.string('name', 60).notNullable();
    t.unique(['instrument_id', 'position'], { indexName: 'stations__position' });
    t.foreign('instrument_id', 'stations__instrument').references('instruments.id');
  },
  test_items: (t) => {
    primaryId(t);
    t.specificType('instrument_id', ID).notNullable();
    t.string('name', 120).notNullable();
    t.unique(['instrument_id', 'name'], { indexName: 'test_items__name' });
    t.foreign('instrument_id', 'test_items__instrument').references('instruments.id');
  },
  booking_rules: (t) => {
    t.specificType('instrument_id', ID).notNullable();
    t.integer('version').unsigned().notNullable();
    t.json('rules').notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('created_by', ID).nullable();
    t.primary(['instrument_id', 'version']);
    t.foreign('instrument_id', 'booking_rules__instrument').references('instruments.id');
  },
  price_lists: (t) => {
    primaryId(t);
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('charging_mode', WORD(12)).notNullable();
    t.json('off_peak').notNullable();
    t.specificType('minimum_fen', FEN).notNullable().defaultTo(0);
    t.specificType('subsidy_per_hour_fen', FEN).notNullable().defaultTo(0);
    t.date('valid_from').notNullable();
    t.date('valid_to').nullable();
    t.unique(['instrument_id', 'valid_from'], { indexName: 'price_lists__valid_from' });
    t.foreign('instrument_id', 'price_lists__instrument').references('instruments.id');
  },
  price_items: (t) => {
    t.specificType('price_list_id', ID).notNullable();
    t.integer('position').unsigned().notNullable();
    t.specificType('user_kind', WORD(12)).notNullable();
    t.specificType('item', WORD(16)).notNullable();
    t.specificType('test_item_id', ID).nullable();
    t.string('name', 120).notNullable();
    t.specificType('unit_fen', FEN).notNullable();
    t.primary(['price_list_id', 'position']);
    t.check('unit_fen >= 0', [], 'price_items__not_negative');
    t.foreign('price_list_id', 'price_items__list').references('price_lists.id');
  },
});
