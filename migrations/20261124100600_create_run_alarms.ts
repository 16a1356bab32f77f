import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** What the crew should look at. At most one of a kind is open for an instrument: `is_open` is 1, then null. */
export const { up, down } = tables({
  run_alarms: (t) => {
    primaryId(t);
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('kind', WORD(20)).notNullable();
    t.specificType('severity', WORD(8)).notNullable();
    t.boolean('is_open').nullable();
    t.specificType('began_at', INSTANT).notNullable();
    t.specificType('ended_at', INSTANT).nullable();
    t.specificType('booking_id', ID).nullable();
    t.double('amperes').nullable();
    t.specificType('taken_by', ID).nullable();
    t.specificType('taken_at', INSTANT).nullable();
    t.specificType('dismissed_at', INSTANT).nullable();
    t.unique(['instrument_id', 'kind', 'is_open'], { indexName: 'run_alarms__one_open' });
    t.index(['unit_id', 'is_open'], 'run_alarms__by_unit');
    t.index(['is_open'], 'run_alarms__open');
    t.check('(is_open is null) = (ended_at is not null)', [], 'run_alarms__open_has_no_end');
  },
});
