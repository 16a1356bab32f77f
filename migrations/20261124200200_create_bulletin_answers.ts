import type { Knex } from 'knex';
import { appendOnly, ID, INSTANT, primaryId, tables } from './columns.ts';

const { up: createTable, down } = tables({
  bulletin_answers: (t) => {
    primaryId(t);
    t.specificType('bulletin_id', ID).notNullable();
    t.specificType('unit_id', ID).notNullable();
    /** Null where it answers for the unit as a whole. */
    t.specificType('item_id', ID).nullable();
    t.string('text', 2000).notNullable();
    t.string('action', 2000).notNullable();
    t.specificType('answered_at', INSTANT).notNullable();
    t.specificType('answered_by', ID).nullable();
    t.boolean('is_late').notNullable();
    t.index(['bulletin_id', 'unit_id', 'answered_at'], 'bulletin_answers__by_unit');
    t.index(['item_id', 'answered_at'], 'bulletin_answers__by_item');
    t.foreign('bulletin_id', 'bulletin_answers__bulletin').references('bulletins.id');
    t.foreign('unit_id', 'bulletin_answers__unit').references('units.id');
    t.foreign('answered_by', 'bulletin_answers__author').references('users.id');
    t.foreign(['bulletin_id', 'unit_id', 'item_id'], 'bulletin_answers__item')
      .references(['bulletin_id', 'unit_id', 'id'])
      .inTable('bulletin_items');
  },
});

/** What units say to what a bulletin found of them; a later answer stands beside the earlier one. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex);
  await appendOnly(knex, 'bulletin_answers');
}

export { down };
