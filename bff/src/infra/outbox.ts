import type { Deps } from '../deps.ts';
import { later, MINUTE, SECOND } from './clock.ts';
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

export interface NewEvent {
  topic: string;
  payload: Record<string, unknown>;
}

/** Puts events into the caller's transaction; they are relayed after it commits, or never. */
export async function emit(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  ...events: readonly NewEvent[]
): Promise<void> {
  const createdAt = deps.clock.now();
  await trx('outbox').insert(
    events.map(({ topic, payload }) => ({
      topic,
      payload: toJson(payload),
      created_at: createdAt,
    })),
  );
}

/** The sequence number of the newest event, 0 where there is none. */
export async function newestSeq(trx: Trx): Promise<number> {
  const row = (await trx('outbox').max('seq as newest').first()) as { newest: number | null };
  return row.newest ?? 0;
}

const BATCH = 100;
const LONGEST_WAIT = MINUTE;

/** Lets every handler hear the event, whatever the others do; throws the first failure after that. */
async function tellAll(
  deps: Deps,
  event: OutboxEvent,
  handlers: readonly OutboxHandler[],
): Promise<void> {
  const heard = await Promise.allSettled(handlers.map((handle) => handle(deps, event)));
  const failed = heard.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function markFailed(
  deps: Deps,
  trx: Trx,
  event: OutboxEvent,
  attempts: number,
  error: unknown,
): Promise<void> {
  const { topic, seq } = event;
  deps.logger.error({ err: error, topic, seq, attempts }, 'outbox handler failed');
  const wait = Math.min(SECOND * 2 ** Math.min(attempts, 10), LONGEST_WAIT);
  await trx('outbox')
    .where({ seq })
    .update({
      attempts: attempts + 1,
      retry_at: later(deps.clock.now(), wait),
      last_error: String(error).slice(0, 500),
    });
}

/**
 * Relays waiting events in order, once each unless a process dies between handler and mark.
 * SKIP LOCKED keeps the relays of one node apart. An event that some handler could not take lets those
 * behind it pass and is told again after 1, 2, 4… seconds, a minute at most, for as long as it takes:
 * an outage of any length loses nothing.
 * @returns how many were relayed.
 */
export async function relayOutbox(
  deps: Deps,
  handlers: ReadonlyMap<string, readonly OutboxHandler[]>,
): Promise<number> {
  return await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    const now = deps.clock.now();
    const rows = (await trx('outbox')
      .whereNull('relayed_at')
      .where((due) => void due.whereNull('retry_at').orWhere('retry_at', '<=', now))
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
        await tellAll(deps, event, handlers.get(event.topic) ?? []);
        relayed.push(event.seq);
        deps.metrics.outboxRelayed.inc({ topic: event.topic });
      } catch (error) {
        await markFailed(deps, trx, event, Number(row['attempts']), error);
      }
    }
    if (relayed.length > 0) {
      await trx('outbox').whereIn('seq', relayed).update({ relayed_at: deps.clock.now() });
    }
    return relayed.length;
  });
}
