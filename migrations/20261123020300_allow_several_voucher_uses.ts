import type { Knex } from 'knex';
import { FEN, ID } from './columns.ts';

/** A booking may be paid in several payments, each with a voucher, and a release may be partial. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_uses', (t) => {
    t.specificType('payment_id', ID).nullable();
    t.specificType('released_fen', FEN).notNullable().defaultTo(0);
  });
  await knex.raw(
    `update voucher_uses u
       join payments p on p.booking_id = u.booking_id
       join payment_parts part on part.payment_id = p.id and part.kind = 'voucher'
        set u.payment_id = p.id`,
  );
  await knex.raw(`update voucher_uses set released_fen = amount_fen where state = 'released'`);
  await knex.schema.alterTable('voucher_uses', (t) => {
    t.index(['booking_id'], 'voucher_uses__by_booking');
    t.unique(['payment_id'], { indexName: 'voucher_uses__payment' });
    t.check('released_fen between 0 and amount_fen', [], 'voucher_uses__released');
  });
  await knex.raw('alter table voucher_uses drop index voucher_uses__booking');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_uses', (t) => {
    t.unique(['booking_id'], { indexName: 'voucher_uses__booking' });
  });
  await knex.raw('alter table voucher_uses drop constraint voucher_uses__released');
  await knex.schema.alterTable('voucher_uses', (t) => {
    t.dropIndex(['booking_id'], 'voucher_uses__by_booking');
    t.dropUnique(['payment_id'], 'voucher_uses__payment');
    t.dropColumns('payment_id', 'released_fen');
  });
}
