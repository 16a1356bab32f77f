import type { Knex } from 'knex';
import { INSTANT, WORD } from './columns.ts';

/** What a file really is, by its first bytes, and what the look for viruses said. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('result_files', (t) => {
    t.specificType('preview_type', WORD(40)).nullable();
    t.specificType('scan_state', WORD(20)).notNullable().defaultTo('none');
    t.specificType('scanned_at', INSTANT).nullable();
    t.string('scan_note', 200).nullable();
  });
  await knex.raw(
    `alter table result_files add constraint result_files__known_scan
       check (scan_state in ('none', 'pending', 'clean', 'infected'))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table result_files drop constraint result_files__known_scan');
  await knex.schema.alterTable('result_files', (t) => {
    t.dropColumns('preview_type', 'scan_state', 'scanned_at', 'scan_note');
  });
}
