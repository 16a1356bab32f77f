import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  idempotency_keys: (t) => {
    t.specificType('actor_id', ID).notNullable();
    t.specificType('target', WORD(160)).notNullable();
    t.specificType('idem_key', WORD(100)).notNullable();
    t.specificType('body_hash', WORD(64)).notNullable();
    t.smallint('status').notNullable();
    t.text('answer', 'mediumtext').notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.primary(['actor_id', 'target', 'idem_key']);
    t.index(['created_at'], 'idempotency_keys__by_age');
  },
  outbox: (t) => {
    t.bigIncrements('seq');
    t.specificType('topic', WORD(60)).notNullable();
    t.json('payload').notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('relayed_at', INSTANT).nullable();
    t.integer('attempts').unsigned().notNullable().defaultTo(0);
    t.specificType('retry_at', INSTANT).nullable();
    t.string('last_error', 500).nullable();
    t.index(['relayed_at', 'seq'], 'outbox__waiting');
  },
  tasks: (t) => {
    primaryId(t);
    t.specificType('kind', WORD(60)).notNullable();
    t.specificType('natural_key', WORD(120)).notNullable();
    t.specificType('due_at', INSTANT).notNullable();
    t.json('payload').notNullable();
    t.specificType('owner', WORD(64)).nullable();
    t.specificType('claimed_until', INSTANT).nullable();
    t.integer('attempts').unsigned().notNullable().defaultTo(0);
    t.string('last_error', 500).nullable();
    t.specificType('done_at', INSTANT).nullable();
    t.unique(['kind', 'natural_key'], { indexName: 'tasks__natural_key' });
    t.index(['done_at', 'due_at'], 'tasks__due');
  },
});
