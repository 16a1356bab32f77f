import type { Knex } from 'knex';
import { ID, INSTANT, WORD } from './columns.ts';

/** A delivery may wait for a second person; only a released one has a number and is seen by the owner. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('results', (t) => {
    t.renameColumn('released_by', 'delivered_by');
    t.specificType('delivered_at', INSTANT).nullable();
    t.specificType('state', WORD(20)).notNullable().defaultTo('released');
    t.tinyint('is_waiting').nullable();
    t.text('changes').nullable();
    t.specificType('checked_by', ID).nullable();
    t.specificType('checked_at', INSTANT).nullable();
    t.string('check_reason', 1000).nullable();
    t.specificType('keep_until', INSTANT).nullable();
    t.specificType('warned_at', INSTANT).nullable();
    t.specificType('files_removed_at', INSTANT).nullable();
    t.unique(['booking_id', 'is_waiting'], { indexName: 'results__one_waiting' });
    t.index(['keep_until'], 'results__keep_until');
    t.setNullable('version');
  });
  await knex.raw(`alter table results modify released_at ${INSTANT} null`);
  await knex.raw(
    `update results set delivered_at = released_at, keep_until = released_at + interval 1095 day`,
  );
  await knex.raw(`alter table results modify delivered_at ${INSTANT} not null`);
  await knex.raw(`alter table results modify keep_until ${INSTANT} not null`);
  await knex.raw(
    `alter table results add constraint results__known_state
       check (state in ('awaiting_check', 'released', 'sent_back', 'withdrawn'))`,
  );
  await knex.raw(
    `alter table results add constraint results__numbered
       check ((state = 'released') = (version is not null))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  const unreleased = knex('results').whereNull('version').select('id');
  const files = knex('result_files').whereIn('result_id', unreleased);
  await knex('downloads').whereIn('file_id', files.clone().select('id')).delete();
  await files.delete();
  await knex('results').whereNull('version').delete();
  await knex.raw('alter table results drop constraint results__numbered');
  await knex.raw('alter table results drop constraint results__known_state');
  await knex.raw(`alter table results modify released_at ${INSTANT} not null`);
  await knex.schema.alterTable('results', (t) => {
    t.dropIndex(['keep_until'], 'results__keep_until');
    t.dropUnique(['booking_id', 'is_waiting'], 'results__one_waiting');
    t.dropColumns('delivered_at', 'state', 'is_waiting', 'changes', 'checked_by', 'checked_at');
    t.dropColumns('check_reason', 'keep_until', 'warned_at', 'files_removed_at');
    t.dropNullable('version');
    t.renameColumn('delivered_by', 'released_by');
  });
}
