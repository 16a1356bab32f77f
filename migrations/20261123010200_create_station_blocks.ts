import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** Outages and the crew's own time: one row for each station and occurrence. */
export const { up, down } = tables({
  station_blocks: (t) => {
    primaryId(t);
    t.specificType('series_id', ID).notNullable();
    t.specificType('kind', WORD(10)).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('station_id', ID).notNullable();
    t.specificType('starts_at', INSTANT).notNullable();
    t.specificType('ends_at', INSTANT).notNullable();
    t.string('reason', 500).notNullable();
    t.specificType('made_by', ID).notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('lifted_at', INSTANT).nullable();
    t.check('ends_at > starts_at', [], 'station_blocks__interval');
    t.index(['instrument_id', 'starts_at'], 'station_blocks__by_instrument');
    t.index(['series_id'], 'station_blocks__by_series');
    t.foreign('station_id', 'station_blocks__station').references('stations.id');
  },
});
