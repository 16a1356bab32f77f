import type { Knex } from 'knex';

type Table = Knex.CreateTableBuilder;

/**
 * Opaque ids compare byte by byte, so that they sort the same on every server. Not ASCII columns: a
 * stranger's Chinese text compared with one of those is an error (1267), not a miss.
 */
export const ID = 'varchar(26) character set utf8mb4 collate utf8mb4_bin';

/** Codes, keys and states: words written by programs. */
export const WORD = (length: number) =>
  `varchar(${length}) character set utf8mb4 collate utf8mb4_bin`;

export const INSTANT = 'datetime(3)';

export const FEN = 'bigint';

export function primaryId(table: Table): void {
  table.specificType('id', ID).notNullable().primary();
}

/** One migration's tables: made in order, dropped in reverse. */
export function tables(makers: Record<string, (table: Table, knex: Knex) => void>) {
  return {
    up: async (knex: Knex): Promise<void> => {
      for (const [name, make] of Object.entries(makers)) {
        await knex.schema.createTable(name, (table) => {
          table.charset('utf8mb4');
          table.collate('utf8mb4_unicode_ci');
          make(table, knex);
        });
      }
    },
    down: async (knex: Knex): Promise<void> => {
      for (const name of Object.keys(makers).reverse()) await knex.schema.dropTable(name);
    },
  };
}

/** Refuses every later change of a table's rows, whoever asks. */
export async function appendOnly(knex: Knex, table: string): Promise<void> {
  for (const verb of ['UPDATE', 'DELETE']) {
    await knex.raw(
      `CREATE TRIGGER ${table}__no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} FOR EACH ROW ` +
        `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`,
    );
  }
}
