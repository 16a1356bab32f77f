import { tables, WORD } from './columns.ts';

/** What was not taken, counted by day (UTC) and reason; `subject` is a sensor, a gateway, or a topic that is nobody's. */
export const { up, down } = tables({
  sensor_rejects: (t) => {
    t.specificType('subject', WORD(130)).notNullable();
    t.date('day').notNullable();
    t.specificType('reason', WORD(20)).notNullable();
    t.integer('count').unsigned().notNullable();
    t.primary(['subject', 'day', 'reason']);
    t.index(['day'], 'sensor_rejects__by_age');
  },
});
