import type { Knex } from 'knex';
import { appendOnly, FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

const ledger = tables({
  ledger_accounts: (t) => {
    primaryId(t);
    t.specificType('kind', WORD(30)).notNullable();
    t.specificType('natural_key', WORD(120)).notNullable();
    t.specificType('owner_kind', WORD(20)).notNullable();
    t.specificType('owner_id', ID).notNullable();
    t.specificType('unit_id', ID).nullable();
    t.unique(['natural_key'], { indexName: 'ledger_accounts__natural_key' });
    t.index(['kind', 'owner_id'], 'ledger_accounts__by_owner');
  },
  ledger_balances: (t) => {
    t.specificType('account_id', ID).notNullable().primary();
    t.specificType('balance_fen', FEN).notNullable();
    t.check('balance_fen >= 0', [], 'ledger_balances__floor');
    t.foreign('account_id', 'ledger_balances__account').references('ledger_accounts.id');
  },
  ledger_transfers: (t) => {
    primaryId(t);
    t.specificType('kind', WORD(30)).notNullable();
    t.specificType('booking_id', ID).nullable();
    t.specificType('actor_id', ID).nullable();
    t.string('reason', 500).notNullable();
    t.specificType('at', INSTANT).notNullable();
    t.index(['booking_id'], 'ledger_transfers__by_booking');
  },
  ledger_postings: (t) => {
    t.bigIncrements('seq');
    t.specificType('transfer_id', ID).notNullable();
    t.specificType('account_id', ID).notNullable();
    t.specificType('amount_fen', FEN).notNullable();
    t.check('amount_fen <> 0', [], 'ledger_postings__not_zero');
    t.index(['account_id'], 'ledger_postings__by_account');
    t.foreign('transfer_id', 'ledger_postings__transfer').references('ledger_transfers.id');
    t.foreign('account_id', 'ledger_postings__account').references('ledger_accounts.id');
  },
});

export async function up(knex: Knex): Promise<void> {
  await ledger.up(knex);
  await appendOnly(knex, 'ledger_transfers');
  await appendOnly(knex, 'ledger_postings');
}

export const down = ledger.down;
