import type { Deps } from '../deps.ts';
import { later, MINUTE, SECOND } from './clock.ts';
import { fromJson, toJson, type Trx } from './database.ts';
import { insertRows } from './insert-rows.ts';
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
  await insertRows(
    trx,
    'outbox',
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
const CLAIM_FOR = 30 * SECOND;

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
 * Takes waiting events for this relay. The claim is committed before anyone is told, since row locks end
 * at one node: whoever else looks meanwhile sees them as events that wait for a later try.
 */
async function claim(deps: Deps): Promise<(OutboxEvent & { attempts: number })[]> {
  return await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    const now = deps.clock.now();
    const rows = (await trx('outbox')
      .whereNull('relayed_at')
      .where((due) => void due.whereNull('retry_at').orWhere('retry_at', '<=', now))
      .orderBy('seq')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()) as Record<string, unknown>[];
    const events = rows.map((row) => ({
      seq: Number(row['seq']),
      topic: String(row['topic']),
      payload: fromJson<Record<string, unknown>>(row['payload']),
      createdAt: row['created_at'] as Date,
      attempts: Number(row['attempts']),
    }));
    if (events.length > 0) {
      await trx('outbox')
        .whereIn('seq', seqsOf(events))
        .update({ retry_at: later(now, CLAIM_FOR) });
    }
    return events;
  });
}

const seqsOf = (events: readonly OutboxEvent[]): number[] => events.map(({ seq }) => seq);

/**
 * Relays waiting events in order, once each unless a process dies between handler and mark; what it had
 * claimed is then told again by another, half a minute later. An event that some handler could not take
 * lets those behind it pass and is told again after 1, 2, 4… seconds, a minute at most, for as long as
 * it takes: an outage of any length loses nothing.
 * @returns how many were relayed.
 */
export async function relayOutbox(
  deps: Deps,
  handlers: ReadonlyMap<string, readonly OutboxHandler[]>,
): Promise<number> {
  const relayed: OutboxEvent[] = [];
  for (const { attempts, ...event } of await claim(deps)) {
    try {
      await tellAll(deps, event, handlers.get(event.topic) ?? []);
      relayed.push(event);
      deps.metrics.outboxRelayed.inc({ topic: event.topic });
    } catch (error) {
      await markFailed(deps, deps.db, event, attempts, error);
    }
  }
  if (relayed.length > 0) {
    await deps
      .db('outbox')
      .whereIn('seq', seqsOf(relayed))
      .update({ relayed_at: deps.clock.now() });
  }
  return relayed.length;
}
