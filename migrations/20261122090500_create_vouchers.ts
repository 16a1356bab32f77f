import { FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  voucher_programmes: (t) => {
    primaryId(t);
    t.specificType('region_code', WORD(6)).notNullable();
    t.integer('year').notNullable();
    t.string('name', 80).notNullable();
    t.string('name_en', 120).notNullable();
    t.specificType('mode', WORD(10)).notNullable();
    t.json('rules').notNullable();
    t.integer('version').unsigned().notNullable();
    t.specificType('valid_from', INSTANT).notNullable();
    t.specificType('valid_until', INSTANT).notNullable();
    t.unique(['region_code', 'year', 'version'], { indexName: 'voucher_programmes__version' });
  },
  voucher_grants: (t) => {
    primaryId(t);
    t.specificType('programme_id', ID).notNullable();
    t.specificType('company_id', ID).notNullable();
    t.specificType('quota_fen', FEN).notNullable();
    t.specificType('left_fen', FEN).notNullable();
    t.specificType('frozen_fen', FEN).notNullable().defaultTo(0);
    t.specificType('used_fen', FEN).notNullable().defaultTo(0);
    t.specificType('lapsed_fen', FEN).notNullable().defaultTo(0);
    t.specificType('valid_until', INSTANT).notNullable();
    t.specificType('granted_at', INSTANT).notNullable();
    t.check(
      'left_fen >= 0 and frozen_fen >= 0 and used_fen >= 0 and lapsed_fen >= 0',
      [],
      'voucher_grants__not_negative',
    );
    t.check(
      'quota_fen = left_fen + frozen_fen + used_fen + lapsed_fen',
      [],
      'voucher_grants__whole',
    );
    t.index(['company_id', 'valid_until'], 'voucher_grants__by_company');
    t.foreign('programme_id', 'voucher_grants__programme').references('voucher_programmes.id');
    t.foreign('company_id', 'voucher_grants__company').references('companies.id');
  },
  voucher_uses: (t) => {
    primaryId(t);
    t.specificType('grant_id', ID).notNullable();
    t.specificType('booking_id', ID).notNullable();
    t.specificType('state', WORD(10)).notNullable();
    t.specificType('amount_fen', FEN).notNullable();
    t.specificType('frozen_at', INSTANT).notNullable();
    t.specificType('settled_at', INSTANT).nullable();
    t.unique(['booking_id'], { indexName: 'voucher_uses__booking' });
    t.foreign('grant_id', 'voucher_uses__grant').references('voucher_grants.id');
  },
});
