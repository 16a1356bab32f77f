import type { Knex } from 'knex';
import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

const { up: createTable, down } = tables({
  bulletins: (t) => {
    primaryId(t);
    t.specificType('region_code', WORD(6)).notNullable();
    t.specificType('period', WORD(7)).notNullable();
    t.specificType('state', WORD(10)).notNullable();
    t.specificType('generated_at', INSTANT).notNullable();
    t.specificType('generated_by', ID).nullable();
    t.specificType('published_at', INSTANT).nullable();
    t.specificType('published_by', ID).nullable();
    t.specificType('answer_by', INSTANT).nullable();
    t.text('content', 'longtext').notNullable();
    t.specificType('content_sha256', WORD(64)).notNullable();
    t.unique(['region_code', 'period'], { indexName: 'bulletins__period' });
    t.check(`state in ('draft', 'published')`, [], 'bulletins__state');
    t.check(
      `(state = 'published') = (published_at is not null and answer_by is not null)`,
      [],
      'bulletins__published_has_date',
    );
    t.foreign('region_code', 'bulletins__region').references('regions.code');
    t.foreign('generated_by', 'bulletins__generator').references('users.id');
    t.foreign('published_by', 'bulletins__publisher').references('users.id');
  },
});

/** What an office says of two months of its region's instruments; once published it stays as it is. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex);
  for (const verb of ['UPDATE', 'DELETE']) {
    await knex.raw(
      `CREATE TRIGGER bulletins__frozen_${verb.toLowerCase()} BEFORE ${verb} ON bulletins FOR EACH ROW
       BEGIN
         IF OLD.state = 'published' THEN
           SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a published bulletin is frozen';
         END IF;
       END`,
    );
  }
}

export { down };
