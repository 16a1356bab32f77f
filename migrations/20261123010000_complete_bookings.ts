import type { Knex } from 'knex';
import { ID, INSTANT } from './columns.ts';

/** What a booking carries through its whole life: timers, limits, consents, overrides, its final bill. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('bookings', (t) => {
    t.tinyint('hold_slot').nullable();
    t.specificType('due_at', INSTANT).nullable();
    t.specificType('made_by', ID).nullable();
    t.specificType('principal_id', ID).nullable();
    t.specificType('principal_agreed_at', INSTANT).nullable();
    t.specificType('crew_agreed_at', INSTANT).nullable();
    t.json('items').nullable();
    t.json('bill').nullable();
    t.json('charges').nullable();
    t.json('overrides').nullable();
    t.string('appeal', 1000).nullable();
    t.specificType('waived_at', INSTANT).nullable();
    t.unique(['owner_id', 'hold_slot'], { indexName: 'bookings__hold_slot' });
    t.index(['due_at'], 'bookings__due');
    t.index(['principal_id', 'starts_at'], 'bookings__by_principal');
    t.index(['owner_id', 'state', 'starts_at'], 'bookings__by_owner_state');
  });
  await knex.raw(
    `alter table bookings add constraint bookings__hold_slot_range check (hold_slot between 1 and 3)`,
  );
  await knex.raw(
    `update bookings b join person_holds h on h.booking_id = b.id set b.hold_slot = h.slot
      where b.state = 'held'`,
  );
  await knex.raw(
    `update bookings set due_at = case state
       when 'held' then hold_expires_at + interval 5 second
       when 'requested' then answer_by
       when 'confirmed' then starts_at + interval 30 minute
       when 'completed' then auto_close_at end`,
  );
  await knex.raw(
    `update bookings b join booking_rules r
         on r.instrument_id = b.instrument_id and r.version = b.rules_version
        set b.quote = json_set(b.quote,
          '$.noShowPercent', json_extract(r.rules, '$.noShowPercent'),
          '$.freeCancelMinutes', json_extract(r.rules, '$.freeCancelMinutes'),
          '$.bufferBeforeMinutes', json_extract(r.rules, '$.bufferBeforeMinutes'),
          '$.bufferAfterMinutes', json_extract(r.rules, '$.bufferAfterMinutes'))`,
  );
  await knex('tasks')
    .whereIn('kind', ['bookings.expire_hold', 'bookings.lapse_request', 'bookings.auto_close'])
    .delete();
  await knex.schema.dropTable('person_holds');
  await knex.schema.alterTable('research_groups', (t) => {
    t.boolean('asks_principal').notNullable().defaultTo(false);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('research_groups', (t) => {
    t.dropColumn('asks_principal');
  });
  await knex.schema.createTable('person_holds', (t) => {
    t.charset('utf8mb4');
    t.collate('utf8mb4_unicode_ci');
    t.specificType('user_id', ID).notNullable();
    t.tinyint('slot').notNullable();
    t.specificType('booking_id', ID).notNullable();
    t.primary(['user_id', 'slot']);
    t.check('slot between 1 and 3', [], 'person_holds__slot');
    t.unique(['booking_id'], { indexName: 'person_holds__booking' });
  });
  await knex.raw(
    `insert into person_holds (user_id, slot, booking_id)
       select owner_id, hold_slot, id from bookings where hold_slot is not null`,
  );
  await knex.raw('alter table bookings drop constraint bookings__hold_slot_range');
  await knex.schema.alterTable('bookings', (t) => {
    t.dropUnique(['owner_id', 'hold_slot'], 'bookings__hold_slot');
    t.dropIndex(['due_at'], 'bookings__due');
    t.dropIndex(['principal_id', 'starts_at'], 'bookings__by_principal');
    t.dropIndex(['owner_id', 'state', 'starts_at'], 'bookings__by_owner_state');
    t.dropColumns(
      'hold_slot',
      'due_at',
      'made_by',
      'principal_id',
      'principal_agreed_at',
      'crew_agreed_at',
      'items',
      'bill',
      'charges',
      'overrides',
      'appeal',
      'waived_at',
    );
  });
}
