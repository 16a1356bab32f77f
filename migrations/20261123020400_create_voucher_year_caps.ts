import type { Knex } from 'knex';
import { FEN, ID, tables, WORD } from './columns.ts';

const caps = tables({
  voucher_year_caps: (t) => {
    t.specificType('company_id', ID).notNullable();
    t.specificType('region_code', WORD(6)).notNullable();
    t.integer('year').notNullable();
    t.specificType('used_fen', FEN).notNullable().defaultTo(0);
    t.primary(['company_id', 'region_code', 'year']);
    t.check('used_fen >= 0', [], 'voucher_year_caps__not_negative');
    t.foreign('company_id', 'voucher_year_caps__company').references('companies.id');
  },
});

/** What a company has frozen and used of one region's vouchers of one year; every freeze writes it. */
export async function up(knex: Knex): Promise<void> {
  await caps.up(knex);
  await knex.raw(
    `insert into voucher_year_caps (company_id, region_code, year, used_fen)
     select g.company_id, p.region_code, p.year, sum(g.frozen_fen + g.used_fen)
       from voucher_grants g join voucher_programmes p on p.id = g.programme_id
      group by g.company_id, p.region_code, p.year`,
  );
}

export const down = caps.down;
