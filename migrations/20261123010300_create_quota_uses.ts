import { ID, tables, WORD } from './columns.ts';

/** What is used of each quota; the row is written by every booking that counts towards it. */
export const { up, down } = tables({
  quota_uses: (t) => {
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('quota_key', WORD(120)).notNullable();
    t.integer('used').notNullable().defaultTo(0);
    t.primary(['instrument_id', 'quota_key']);
    t.check('used >= 0', [], 'quota_uses__not_negative');
  },
});
