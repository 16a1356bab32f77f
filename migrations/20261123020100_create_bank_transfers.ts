import { FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** Money that came to a unit's bank account, until and after it is known whose it is. */
export const { up, down } = tables({
  bank_transfers: (t) => {
    primaryId(t);
    t.specificType('unit_id', ID).notNullable();
    t.string('reference', 64).notNullable();
    t.specificType('amount_fen', FEN).notNullable();
    t.specificType('received_at', INSTANT).notNullable();
    t.string('remark', 200).notNullable();
    t.specificType('recorded_by', ID).notNullable();
    t.specificType('recorded_at', INSTANT).notNullable();
    t.specificType('payer_kind', WORD(8)).nullable();
    t.specificType('payer_id', ID).nullable();
    t.specificType('paid_off_fen', FEN).notNullable().defaultTo(0);
    t.specificType('topped_up_fen', FEN).notNullable().defaultTo(0);
    t.specificType('reconciled_by', ID).nullable();
    t.specificType('reconciled_at', INSTANT).nullable();
    t.check('amount_fen > 0', [], 'bank_transfers__amount');
    t.check(
      'paid_off_fen >= 0 and topped_up_fen >= 0 and paid_off_fen + topped_up_fen in (0, amount_fen)',
      [],
      'bank_transfers__used_whole',
    );
    t.unique(['unit_id', 'reference'], { indexName: 'bank_transfers__reference' });
    t.index(['unit_id', 'received_at', 'id'], 'bank_transfers__by_unit');
    t.foreign('unit_id', 'bank_transfers__unit').references('units.id');
  },
});
