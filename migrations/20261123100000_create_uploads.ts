import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

/** Files that are arriving, or have arrived and wait to be delivered. */
export const { up, down } = tables({
  uploads: (t) => {
    primaryId(t);
    t.specificType('maker_id', ID).notNullable();
    t.specificType('state', WORD(20)).notNullable();
    t.string('name', 200).notNullable();
    t.string('content_type', 120).notNullable();
    t.bigint('size_bytes').nullable();
    t.integer('chunk_bytes').unsigned().nullable();
    t.specificType('declared_sha256', WORD(64)).nullable();
    t.specificType('sha256', WORD(64)).nullable();
    t.specificType('expires_at', INSTANT).notNullable();
    t.specificType('lease_owner', ID).nullable();
    t.specificType('lease_until', INSTANT).nullable();
    t.boolean('is_lease_wanted').notNullable().defaultTo(false);
    t.specificType('created_at', INSTANT).notNullable();
    t.index(['maker_id', 'state'], 'uploads__by_maker');
    t.index(['expires_at'], 'uploads__expiry');
    t.foreign('maker_id', 'uploads__maker').references('users.id');
    t.check(
      "state in ('arriving', 'whole', 'used', 'refused', 'expired')",
      [],
      'uploads__known_state',
    );
  },
});
