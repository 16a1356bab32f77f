import { ID, tables } from './columns.ts';

/** Hours of an instrument's days, by state: summed from its segments, split at the midnights of its unit. */
export const { up, down } = tables({
  run_days: (t) => {
    t.specificType('instrument_id', ID).notNullable();
    t.date('day').notNullable();
    for (const state of ['on', 'standby', 'off', 'offline']) {
      t.integer(`${state}_seconds`).unsigned().notNullable();
    }
    t.double('ampere_hours').notNullable();
    t.primary(['instrument_id', 'day']);
    t.index(['day'], 'run_days__by_day');
  },
});
