import type { Knex } from 'knex';
import { ID, INSTANT, primaryId, tables } from './columns.ts';

/** Which sensor is clipped to which instrument, from when to when. */
const { up: createTable, down } = tables({
  sensor_bindings: (t) => {
    primaryId(t);
    t.specificType('sensor_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('bound_at', INSTANT).notNullable();
    t.specificType('bound_by', ID).nullable();
    t.specificType('unbound_at', INSTANT).nullable();
    t.specificType('unbound_by', ID).nullable();
    t.index(['instrument_id', 'bound_at'], 'sensor_bindings__by_instrument');
    t.index(['sensor_id', 'bound_at'], 'sensor_bindings__by_sensor');
    t.check('unbound_at is null or unbound_at >= bound_at', [], 'sensor_bindings__order');
    t.foreign('sensor_id', 'sensor_bindings__sensor').references('sensors.id');
    t.foreign('instrument_id', 'sensor_bindings__instrument').references('instruments.id');
    t.foreign('bound_by', 'sensor_bindings__binder').references('users.id');
    t.foreign('unbound_by', 'sensor_bindings__unbinder').references('users.id');
  },
});

export async function up(knex: Knex): Promise<void> {
  await createTable(knex);
  // One open binding of each: a closed one is null here, and nulls are never the same.
  for (const side of ['sensor', 'instrument']) {
    await knex.raw(
      `alter table sensor_bindings
         add column open_${side}_id ${ID}
           generated always as (case when unbound_at is null then ${side}_id end) virtual,
         add unique key sensor_bindings__open_${side} (open_${side}_id)`,
    );
  }
}

export { down };
