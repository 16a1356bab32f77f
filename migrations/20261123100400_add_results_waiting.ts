import type { Knex } from 'knex';
import { ID } from './columns.ts';

/** Whose delivery waits for a second person. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('bookings', (t) => {
    t.specificType('results_waiting_by', ID).nullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('bookings', (t) => {
    t.dropColumn('results_waiting_by');
  });
}
