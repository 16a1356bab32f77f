import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  results: (t) => {
    primaryId(t);
    t.specificType('booking_id', ID).notNullable();
    t.integer('version').unsigned().notNullable();
    t.text('summary').notNullable();
    t.specificType('released_by', ID).notNullable();
    t.specificType('released_at', INSTANT).notNullable();
    t.unique(['booking_id', 'version'], { indexName: 'results__version' });
    t.foreign('booking_id', 'results__booking').references('bookings.id');
  },
  result_files: (t) => {
    primaryId(t);
    t.specificType('result_id', ID).notNullable();
    t.integer('position').unsigned().notNullable();
    t.string('name', 200).notNullable();
    t.string('content_type', 120).notNullable();
    t.bigint('size_bytes').notNullable();
    t.specificType('sha256', WORD(64)).notNullable();
    t.specificType('storage_key', WORD(120)).notNullable();
    t.unique(['result_id', 'position'], { indexName: 'result_files__position' });
    t.foreign('result_id', 'result_files__result').references('results.id');
  },
  downloads: (t) => {
    t.bigIncrements('seq');
    t.specificType('file_id', ID).notNullable();
    t.specificType('user_id', ID).notNullable();
    t.specificType('at', INSTANT).notNullable();
    t.specificType('request_id', WORD(64)).nullable();
    t.index(['file_id'], 'downloads__by_file');
    t.foreign('file_id', 'downloads__file').references('result_files.id');
  },
  reviews: (t) => {
    primaryId(t);
    t.specificType('booking_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('author_id', ID).notNullable();
    t.tinyint('quality').notNullable();
    t.tinyint('speed').notNullable();
    t.tinyint('attitude').notNullable();
    t.tinyint('worth').notNullable();
    t.string('text', 240).notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.unique(['booking_id'], { indexName: 'reviews__booking_id' });
    t.index(['instrument_id', 'created_at', 'id'], 'reviews__by_instrument');
    t.foreign('booking_id', 'reviews__booking').references('bookings.id');
  },
  instrument_ratings: (t) => {
    t.specificType('instrument_id', ID).notNullable().primary();
    t.integer('reviews').unsigned().notNullable();
    t.integer('quality_sum').unsigned().notNullable();
    t.integer('speed_sum').unsigned().notNullable();
    t.integer('attitude_sum').unsigned().notNullable();
    t.integer('worth_sum').unsigned().notNullable();
    for (const stars of [1, 2, 3, 4, 5]) {
      t.integer(`stars_${String(stars)}`)
        .unsigned()
        .notNullable()
        .defaultTo(0);
    }
  },
  notices: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.specificType('kind', WORD(60)).notNullable();
    t.specificType('natural_key', WORD(120)).notNullable();
    t.json('params').notNullable();
    t.specificType('booking_id', ID).nullable();
    t.specificType('instrument_id', ID).nullable();
    t.specificType('read_at', INSTANT).nullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.unique(['user_id', 'natural_key'], { indexName: 'notices__natural_key' });
    t.index(['user_id', 'created_at', 'id'], 'notices__by_user');
    t.foreign('user_id', 'notices__user').references('users.id');
  },
});
