import type { Knex } from 'knex';
import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** Clip-on current sensors. */
const { up: createTable, down } = tables({
  sensors: (t) => {
    primaryId(t);
    t.specificType('code', WORD(40)).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('kind', WORD(16)).notNullable();
    t.specificType('topic', WORD(200)).nullable();
    t.specificType('gateway_id', ID).nullable();
    t.specificType('secret_hash', WORD(64)).nullable();
    t.specificType('time_zone', WORD(40)).notNullable().defaultTo('Asia/Shanghai');
    t.integer('interval_ms').unsigned().notNullable().defaultTo(10_000);
    t.specificType('installed_at', INSTANT).notNullable();
    t.specificType('last_seen_at', INSTANT).nullable();
    t.specificType('last_reading_at', INSTANT).nullable();
    t.string('firmware', 60).nullable();
    t.specificType('battery', 'tinyint unsigned').nullable();
    t.bigInteger('skew_ms').nullable();
    t.boolean('online').nullable();
    t.specificType('changed_at', INSTANT).notNullable();
    t.unique(['code'], { indexName: 'sensors__code' });
    t.unique(['topic'], { indexName: 'sensors__topic' });
    t.unique(['secret_hash'], { indexName: 'sensors__secret' });
    t.index(['unit_id', 'code'], 'sensors__by_unit');
    t.index(['changed_at'], 'sensors__changed');
    t.check('secret_hash is not null or gateway_id is not null', [], 'sensors__has_a_voice');
    t.foreign('unit_id', 'sensors__unit').references('units.id');
    t.foreign('gateway_id', 'sensors__gateway').references('sensor_gateways.id');
  },
});

export async function up(knex: Knex): Promise<void> {
  await createTable(knex);
  // What readings are kept by: four bytes a row instead of the id's twenty-six.
  await knex.raw(
    `alter table sensors add column no int unsigned not null auto_increment after id,
       add unique key sensors__no (no)`,
  );
}

export { down };
