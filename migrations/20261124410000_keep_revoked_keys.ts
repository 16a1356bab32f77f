import type { Knex } from 'knex';
import { INSTANT } from './columns.ts';

const TABLES = ['sensors', 'sensor_gateways'] as const;

/** When a device's key was revoked; null where it is in use. */
export async function up(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    await knex.schema.alterTable(table, (t) => {
      t.specificType('key_revoked_at', INSTANT).nullable();
    });
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    await knex.schema.alterTable(table, (t) => {
      t.dropColumn('key_revoked_at');
    });
  }
}
