import type { Knex } from 'knex';
import { INSTANT } from './columns.ts';

/** A refresh whose answer was lost may be asked again for a while after it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sessions', (t) => {
    t.specificType('rotated_at', INSTANT).nullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sessions', (t) => {
    t.dropColumn('rotated_at');
  });
}
