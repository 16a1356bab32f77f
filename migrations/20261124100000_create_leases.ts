import { INSTANT, tables, WORD } from './columns.ts';

/** Work that one process does at a time; the epoch grows with every hand-over, so that a former owner is told by it. */
export const { up, down } = tables({
  leases: (t) => {
    t.specificType('name', WORD(60)).notNullable().primary();
    t.specificType('owner', WORD(120)).notNullable();
    t.bigInteger('epoch').notNullable();
    t.specificType('until_at', INSTANT).notNullable();
    t.bigInteger('writes').notNullable().defaultTo(0);
  },
});
