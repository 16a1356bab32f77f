import { ID, INSTANT, primaryId, tables } from './columns.ts';

/** What one shift leaves to the next; open until somebody has seen to it. */
export const { up, down } = tables({
  handover_notes: (t) => {
    primaryId(t);
    t.specificType('unit_id', ID).notNullable();
    t.specificType('crew_id', ID).nullable();
    t.specificType('instrument_id', ID).nullable();
    t.text('words').notNullable();
    t.specificType('written_by', ID).notNullable();
    t.specificType('written_at', INSTANT).notNullable();
    t.specificType('done_by', ID).nullable();
    t.specificType('done_at', INSTANT).nullable();
    t.index(['unit_id', 'done_at', 'written_at'], 'handover_notes__by_unit');
    t.foreign('unit_id', 'handover_notes__unit').references('units.id');
    t.foreign('written_by', 'handover_notes__writer').references('users.id');
    t.check('(done_by is null) = (done_at is null)', [], 'handover_notes__done_by_somebody');
  },
});
