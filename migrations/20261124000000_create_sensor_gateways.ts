import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** Boxes that publish for the sensors clipped around them, with a key of their own. */
export const { up, down } = tables({
  sensor_gateways: (t) => {
    primaryId(t);
    t.specificType('code', WORD(40)).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('secret_hash', WORD(64)).notNullable();
    t.specificType('installed_at', INSTANT).notNullable();
    t.specificType('last_seen_at', INSTANT).nullable();
    t.specificType('changed_at', INSTANT).notNullable();
    t.unique(['code'], { indexName: 'sensor_gateways__code' });
    t.unique(['secret_hash'], { indexName: 'sensor_gateways__secret' });
    t.index(['changed_at'], 'sensor_gateways__changed');
    t.foreign('unit_id', 'sensor_gateways__unit').references('units.id');
  },
});
