import type { Knex } from 'knex';
import { ID, primaryId, tables, WORD } from './columns.ts';

const { up: createTable, down } = tables({
  bulletin_items: (t) => {
    primaryId(t);
    t.specificType('bulletin_id', ID).notNullable();
    t.specificType('unit_id', ID).notNullable();
    t.specificType('instrument_id', ID).notNullable();
    t.specificType('finding', WORD(16)).notNullable();
    t.json('figures').notNullable();
    t.unique(['bulletin_id', 'instrument_id', 'finding'], { indexName: 'bulletin_items__finding' });
    t.unique(['bulletin_id', 'unit_id', 'id'], { indexName: 'bulletin_items__by_unit' });
    t.index(['unit_id'], 'bulletin_items__of_unit');
    t.check(
      `finding in ('idle', 'under_used', 'sensor_offline', 'best_used')`,
      [],
      'bulletin_items__finding_known',
    );
    t.foreign('bulletin_id', 'bulletin_items__bulletin').references('bulletins.id');
    t.foreign('unit_id', 'bulletin_items__unit').references('units.id');
    t.foreign('instrument_id', 'bulletin_items__instrument').references('instruments.id');
  },
});

/** What a bulletin finds of an instrument; frozen with it. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex);
  for (const [verb, row] of [
    ['INSERT', 'NEW'],
    ['UPDATE', 'OLD'],
    ['DELETE', 'OLD'],
  ] as const) {
    await knex.raw(
      `CREATE TRIGGER bulletin_items__frozen_${verb.toLowerCase()} BEFORE ${verb} ON bulletin_items FOR EACH ROW
       BEGIN
         IF (SELECT state FROM bulletins WHERE id = ${row}.bulletin_id) = 'published' THEN
           SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the items of a published bulletin are frozen';
         END IF;
       END`,
    );
  }
}

export { down };
