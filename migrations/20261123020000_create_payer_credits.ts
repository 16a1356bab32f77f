import { FEN, ID, INSTANT, tables, WORD } from './columns.ts';

/** What a unit trusts a payer with, and what is owed: also past the limit where use ran over. */
export const { up, down } = tables({
  payer_credits: (t) => {
    t.specificType('unit_id', ID).notNullable();
    t.specificType('payer_kind', WORD(8)).notNullable();
    t.specificType('payer_id', ID).notNullable();
    t.specificType('limit_fen', FEN).notNullable().defaultTo(0);
    t.specificType('owed_fen', FEN).notNullable().defaultTo(0);
    t.specificType('updated_at', INSTANT).notNullable();
    t.primary(['unit_id', 'payer_kind', 'payer_id']);
    t.check('limit_fen >= 0 and owed_fen >= 0', [], 'payer_credits__not_negative');
    t.foreign('unit_id', 'payer_credits__unit').references('units.id');
  },
});
