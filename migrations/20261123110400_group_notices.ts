import type { Knex } from 'knex';
import { WORD } from './columns.ts';

/** People filter notices and choose channels by group; what one does not want in the app is kept, unseen. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('notices', (t) => {
    t.specificType('kind_group', WORD(12)).notNullable().defaultTo('bookings');
    t.boolean('in_app').notNullable().defaultTo(true);
    t.index(['user_id', 'in_app', 'read_at'], 'notices__unread');
  });
  await knex.raw(
    `update notices set kind_group = case
       when kind in ('booking.requested', 'booking.appealed', 'booking.disputed') then 'work'
       when kind in ('booking.closed', 'booking.waived') then 'money'
       when kind in ('booking.awaiting_results', 'booking.completed') then 'results'
       else 'bookings' end`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('notices', (t) => {
    t.dropIndex([], 'notices__unread');
    t.dropColumns('in_app', 'kind_group');
  });
}
