import type { Knex } from 'knex';
import { FEN, ID, INSTANT, tables, WORD } from './columns.ts';

const distribution = tables({
  distribution_rules: (t) => {
    t.specificType('unit_id', ID).notNullable();
    t.integer('version').unsigned().notNullable();
    t.tinyint('crew_percent').unsigned().notNullable();
    t.tinyint('group_percent').unsigned().notNullable();
    t.specificType('created_by', ID).nullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.primary(['unit_id', 'version']);
    t.check('crew_percent + group_percent <= 100', [], 'distribution_rules__whole');
    t.foreign('unit_id', 'distribution_rules__unit').references('units.id');
  },
  settlements: (t) => {
    t.specificType('transfer_id', ID).notNullable().primary();
    t.specificType('kind', WORD(8)).notNullable();
    t.specificType('booking_id', ID).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('crew_id', ID).nullable();
    t.specificType('group_id', ID).nullable();
    t.integer('rule_version').unsigned().notNullable();
    t.specificType('amount_fen', FEN).notNullable();
    t.specificType('unit_fen', FEN).notNullable();
    t.specificType('crew_fen', FEN).notNullable();
    t.specificType('group_fen', FEN).notNullable();
    t.specificType('reverses', ID).nullable();
    t.specificType('at', INSTANT).notNullable();
    t.check('amount_fen = unit_fen + crew_fen + group_fen', [], 'settlements__whole');
    t.index(['booking_id'], 'settlements__by_booking');
    t.index(['unit_id', 'at'], 'settlements__by_unit');
    t.unique(['reverses'], { indexName: 'settlements__reverses' });
    t.foreign('transfer_id', 'settlements__transfer').references('ledger_transfers.id');
  },
});

/** What was settled before units could share it out went to the unit whole: version 0, no rule. */
export async function up(knex: Knex): Promise<void> {
  await distribution.up(knex);
  await knex.raw(
    `insert into settlements
       (transfer_id, kind, booking_id, unit_id, rule_version, amount_fen, unit_fen, crew_fen,
        group_fen, at)
     select t.id, if(b.state = 'closed', 'bill', 'fee'), t.booking_id, b.unit_id, 0,
            p.amount_fen, p.amount_fen, 0, 0, t.at
       from ledger_transfers t
       join bookings b on b.id = t.booking_id
       join ledger_postings p on p.transfer_id = t.id
       join ledger_accounts a on a.id = p.account_id and a.kind = 'unit_income'
      where t.kind = 'settlement'`,
  );
}

export const down = distribution.down;
