import type { Deps } from '../deps.ts';
import { fromJson, toJson, type Trx } from './database.ts';
import { inTransaction } from './transaction.ts';

export interface OutboxEvent {
  /** Grows with every event; a later event of the same object has the higher one. */
  seq: number;
  topic: string;
  payload: Record<string, unknown>;
  createdAt: Date;
}

/** May be called twice for one event: it must come to the same either way. */
export type OutboxHandler = (deps: Deps, event: OutboxEvent) => Promise<void>;

/** Puts an event into the caller's transaction; it is relayed after that commits, or never. */
export async function emit(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  topic: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await trx('outbox').insert({ topic, payload: toJson(payload), created_at: deps.clock.now() });
}

const BATCH = 100;
const GIVE_UP_AFTER = 20;

/**
 * Relays waiting events in order, once each unless a process dies between handler and mark.
 * SKIP LOCKED keeps the relays of one node apart. An event whose handler fails stays for the next
 * round, after those behind it; after 20 failures it is left for people to look at.
 * @returns how many were relayed.
 */
export async function relayOutbox(
  deps: Deps,
  handlers: ReadonlyMap<string, readonly OutboxHandler[]>,
): Promise<number> {
  return await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    const rows = (await trx('outbox')
      .whereNull('relayed_at')
      .where('attempts', '<', GIVE_UP_AFTER)
      .orderBy('seq')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()) as Record<string, unknown>[];
    const relayed: number[] = [];
    for (const row of rows) {
      const event: OutboxEvent = {
        seq: Number(row['seq']),
        topic: String(row['topic']),
        payload: fromJson(row['payload']),
        createdAt: row['created_at'] as Date,
      };
      try {
        for (const handle of handlers.get(event.topic) ?? []) await handle(deps, event);
        relayed.push(event.seq);
        deps.metrics.outboxRelayed.inc({ topic: event.topic });
      } catch (error) {
        deps.logger.error(
          { err: error, topic: event.topic, seq: event.seq },
          'outbox handler failed',
        );
        await trx('outbox')
          .where({ seq: event.seq })
          .update({
            attempts: trx.raw('attempts + 1'),
            last_error: String(error).slice(0, 500),
          });
      }
    }
    if (relayed.length > 0) {
      await trx('outbox').whereIn('seq', relayed).update({ relayed_at: deps.clock.now() });
    }
    return relayed.length;
  });
}
