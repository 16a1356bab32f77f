import type { Knex } from 'knex';
import { ID, INSTANT, tables, WORD } from './columns.ts';

const events = tables({
  booking_events: (t) => {
    t.bigIncrements('seq');
    t.specificType('booking_id', ID).notNullable();
    t.specificType('from_state', WORD(20)).nullable();
    t.specificType('to_state', WORD(20)).notNullable();
    t.specificType('actor_id', ID).nullable();
    t.string('reason', 1000).nullable();
    t.specificType('at', INSTANT).notNullable();
    t.index(['booking_id'], 'booking_events__by_booking');
  },
});

/** The audit trail holds every step of a booking; a second history of the same would drift from it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into audit_events
       (id, at, actor_id, action, object_kind, object_id, unit_id, region_code, detail)
     select concat('H', lpad(e.seq, 25, '0')), e.at, e.actor_id, concat('booking.', e.to_state), 'booking',
            e.booking_id, b.unit_id, u.region_code,
            json_object('from', e.from_state, 'reason', e.reason)
       from booking_events e
       join bookings b on b.id = e.booking_id
       join units u on u.id = b.unit_id
      where not exists (select 1 from audit_events a
                         where a.object_kind = 'booking' and a.object_id = e.booking_id)
      order by e.seq`,
  );
  await events.down(knex);
}

export const down = events.up;
