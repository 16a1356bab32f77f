import type { Knex } from 'knex';
import { appendOnly, ID, INSTANT, tables, WORD } from './columns.ts';

const trail = tables({
  audit_events: (t) => {
    t.bigIncrements('seq');
    t.specificType('id', ID).notNullable();
    t.specificType('at', INSTANT).notNullable();
    t.specificType('actor_id', ID).nullable();
    t.specificType('action', WORD(60)).notNullable();
    t.specificType('object_kind', WORD(40)).notNullable();
    t.specificType('object_id', ID).notNullable();
    t.specificType('unit_id', ID).nullable();
    t.specificType('region_code', WORD(6)).nullable();
    t.specificType('request_id', WORD(64)).nullable();
    t.json('detail').notNullable();
    t.unique(['id'], { indexName: 'audit_events__id' });
    t.index(['object_kind', 'object_id'], 'audit_events__by_object');
    t.index(['unit_id', 'seq'], 'audit_events__by_unit');
  },
});

export async function up(knex: Knex): Promise<void> {
  await trail.up(knex);
  await appendOnly(knex, 'audit_events');
}

export const down = trail.down;
