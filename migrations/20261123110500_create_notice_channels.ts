import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  notice_preferences: (t) => {
    t.specificType('user_id', ID).notNullable().primary();
    t.json('choices').notNullable();
    t.smallint('quiet_from').nullable();
    t.smallint('quiet_to').nullable();
    t.integer('version').unsigned().notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.foreign('user_id', 'notice_preferences__user').references('users.id');
  },
  notice_addresses: (t) => {
    t.specificType('user_id', ID).notNullable();
    t.specificType('channel', WORD(10)).notNullable();
    t.string('address', 254).notNullable();
    // The code itself is nowhere: it is made of this and the server's secret.
    t.specificType('nonce', WORD(32)).nullable();
    t.integer('code_tries').unsigned().notNullable().defaultTo(0);
    t.specificType('asked_at', INSTANT).nullable();
    t.integer('asks').unsigned().notNullable().defaultTo(0);
    t.specificType('asks_since', INSTANT).nullable();
    t.specificType('verified_at', INSTANT).nullable();
    t.specificType('trouble', WORD(20)).nullable();
    t.primary(['user_id', 'channel']);
    t.foreign('user_id', 'notice_addresses__user').references('users.id');
  },
  notice_deliveries: (t) => {
    primaryId(t);
    t.specificType('notice_id', ID).notNullable();
    t.specificType('channel', WORD(10)).notNullable();
    t.specificType('state', WORD(10)).notNullable();
    t.specificType('due_at', INSTANT).notNullable();
    t.specificType('claimed_until', INSTANT).nullable();
    t.integer('tries').unsigned().notNullable().defaultTo(0);
    t.specificType('trouble', WORD(20)).nullable();
    t.string('last_error', 500).nullable();
    t.specificType('ended_at', INSTANT).nullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.unique(['notice_id', 'channel'], { indexName: 'notice_deliveries__channel' });
    t.index(['state', 'due_at'], 'notice_deliveries__due');
    t.foreign('notice_id', 'notice_deliveries__notice').references('notices.id');
  },
});
