import { ID, INSTANT, tables, WORD } from './columns.ts';

/** What people say they work on, and how many notices of saved searches they want in a week. */
export const { up, down } = tables({
  research_areas: (t) => {
    t.specificType('user_id', ID).notNullable();
    t.specificType('area', WORD(20)).notNullable();
    t.primary(['user_id', 'area']);
    t.foreign('user_id', 'research_areas__user').references('users.id');
  },
  push_settings: (t) => {
    t.specificType('user_id', ID).notNullable().primary();
    t.tinyint('weekly_notices').notNullable();
    t.integer('version').unsigned().notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.check('weekly_notices between 0 and 20', [], 'push_settings__weekly');
    t.foreign('user_id', 'push_settings__user').references('users.id');
  },
});
