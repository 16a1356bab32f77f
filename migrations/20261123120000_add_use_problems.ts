import type { Knex } from 'knex';
import { INSTANT } from './columns.ts';

/** What the crew has to clear up: an end that nobody wrote down, and an appeal that was refused. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('bookings', (t) => {
    t.specificType('end_missing_at', INSTANT).nullable();
    t.specificType('proposed_end_at', INSTANT).nullable();
    t.specificType('appeal_refused_at', INSTANT).nullable();
  });
  await knex.raw(
    `update bookings set due_at = ends_at + interval 30 minute
      where state = 'in_use' and ends_at is not null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex('bookings').where({ state: 'in_use' }).update({ due_at: null });
  await knex.schema.alterTable('bookings', (t) => {
    t.dropColumns('end_missing_at', 'proposed_end_at', 'appeal_refused_at');
  });
}
