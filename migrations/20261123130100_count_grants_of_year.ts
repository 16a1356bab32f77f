import type { Knex } from 'knex';
import { FEN } from './columns.ts';

/** What a company was granted of one region's vouchers of one year; every grant writes it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_year_caps', (t) => {
    t.specificType('granted_fen', FEN).notNullable().defaultTo(0);
  });
  await knex.raw(
    `update voucher_year_caps c
       join (select g.company_id, p.region_code, p.year, sum(g.quota_fen) as granted
               from voucher_grants g join voucher_programmes p on p.id = g.programme_id
              group by g.company_id, p.region_code, p.year) s
         on s.company_id = c.company_id and s.region_code = c.region_code and s.year = c.year
        set c.granted_fen = s.granted`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('voucher_year_caps', (t) => {
    t.dropColumn('granted_fen');
  });
}
