import { FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  bookings: (t) => {
    primaryId(t);
    t.specificType('kind', WORD(8)).notNullable();
    t.specificType('state', WORD(20)).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('station_id', ID).nullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('crew_id', ID).nullable();
    t.specificType('owner_id', ID).notNullable();
    t.specificType('payer_kind', WORD(8)).notNullable();
    t.specificType('payer_id', ID).notNullable();
    t.specificType('service', WORD(6)).notNullable();
    t.specificType('starts_at', INSTANT).nullable();
    t.specificType('ends_at', INSTANT).nullable();
    t.specificType('actual_starts_at', INSTANT).nullable();
    t.specificType('actual_ends_at', INSTANT).nullable();
    t.string('purpose', 500).notNullable();
    t.json('quote').notNullable();
    t.specificType('total_fen', FEN).notNullable();
    t.integer('rules_version').unsigned().notNullable();
    t.boolean('needs_approval').notNullable();
    t.specificType('hold_expires_at', INSTANT).nullable();
    t.specificType('paid_at', INSTANT).nullable();
    t.specificType('answer_by', INSTANT).nullable();
    t.specificType('free_cancel_until', INSTANT).nullable();
    t.specificType('completed_at', INSTANT).nullable();
    t.specificType('auto_close_at', INSTANT).nullable();
    t.specificType('closed_at', INSTANT).nullable();
    t.string('reason', 1000).nullable();
    t.integer('results_count').unsigned().notNullable().defaultTo(0);
    t.specificType('reviewed_at', INSTANT).nullable();
    t.integer('version').unsigned().notNullable().defaultTo(1);
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.check('total_fen >= 0', [], 'bookings__total');
    t.check('ends_at > starts_at', [], 'bookings__interval');
    t.index(['owner_id', 'starts_at', 'id'], 'bookings__by_owner');
    t.index(['crew_id', 'starts_at', 'id'], 'bookings__by_crew');
    t.index(['unit_id', 'starts_at', 'id'], 'bookings__by_unit');
    t.index(['payer_kind', 'payer_id', 'starts_at'], 'bookings__by_payer');
    t.index(['instrument_id', 'starts_at'], 'bookings__by_instrument');
    t.foreign('instrument_id', 'bookings__instrument').references('instruments.id');
    t.foreign('owner_id', 'bookings__owner').references('users.id');
  },
  booking_cells: (t) => {
    t.specificType('station_id', ID).notNullable();
    t.integer('cell').unsigned().notNullable();
    t.specificType('owner_kind', WORD(10)).notNullable();
    t.specificType('owner_id', ID).notNullable();
    t.integer('writes').unsigned().notNullable().defaultTo(1);
    t.primary(['station_id', 'cell']);
    t.index(['owner_id'], 'booking_cells__by_owner');
  },
  booking_events: (t) => {
    t.bigIncrements('seq');
    t.specificType('booking_id', ID).notNullable();
    t.specificType('from_state', WORD(20)).nullable();
    t.specificType('to_state', WORD(20)).notNullable();
    t.specificType('actor_id', ID).nullable();
    t.string('reason', 1000).nullable();
    t.specificType('at', INSTANT).notNullable();
    t.index(['booking_id'], 'booking_events__by_booking');
  },
  person_holds: (t) => {
    t.specificType('user_id', ID).notNullable();
    t.tinyint('slot').notNullable();
    t.specificType('booking_id', ID).notNullable();
    t.primary(['user_id', 'slot']);
    t.check('slot between 1 and 3', [], 'person_holds__slot');
    t.unique(['booking_id'], { indexName: 'person_holds__booking' });
  },
  hold_cooldowns: (t) => {
    t.specificType('booking_id', ID).notNullable().primary();
    t.specificType('user_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('starts_at', INSTANT).notNullable();
    t.specificType('ends_at', INSTANT).notNullable();
    t.specificType('until_at', INSTANT).notNullable();
    t.index(['user_id', 'instrument_id'], 'hold_cooldowns__by_user');
  },
  payments: (t) => {
    primaryId(t);
    t.specificType('booking_id', ID).notNullable();
    t.specificType('state', WORD(16)).notNullable();
    t.specificType('total_fen', FEN).notNullable();
    t.specificType('paid_at', INSTANT).notNullable();
    t.index(['booking_id'], 'payments__by_booking');
    t.foreign('booking_id', 'payments__booking').references('bookings.id');
  },
  payment_parts: (t) => {
    t.specificType('payment_id', ID).notNullable();
    t.tinyint('position').notNullable();
    t.specificType('kind', WORD(8)).notNullable();
    t.specificType('source_id', ID).notNullable();
    t.string('name', 160).notNullable();
    t.specificType('amount_fen', FEN).notNullable();
    t.specificType('refunded_fen', FEN).notNullable().defaultTo(0);
    t.primary(['payment_id', 'position']);
    t.check('refunded_fen between 0 and amount_fen', [], 'payment_parts__refund');
    t.foreign('payment_id', 'payment_parts__payment').references('payments.id');
  },
});
