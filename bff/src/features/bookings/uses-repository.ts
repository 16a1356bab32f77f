import { DAY, later } from '../../infra/clock.ts';
import type { Trx } from '../../infra/database.ts';
import type { Block } from './blocks-repository.ts';
import type { BookingState } from './domain/states.ts';

/** A time in which somebody was, is, or should be at an instrument. */
export interface BookedUse {
  id: string;
  instrumentId: string;
  state: BookingState;
  ownerName: string;
  startsAt: Date;
  endsAt: Date;
  actualStartsAt: Date | null;
  actualEndsAt: Date | null;
}

/** Bookings that stood: paid and agreed to, whatever became of them, but for those that were called off. */
const STOOD: readonly BookingState[] = [
  'confirmed',
  'in_use',
  'awaiting_results',
  'completed',
  'disputed',
  'closed',
  'no_show',
];

/** No booking lasts longer. */
const LONGEST = 31 * DAY;

/**
 * Agreed bookings of some instruments whose booked time touches `[from, to)`, soonest first; those called off are
 * left out, missed ones are there.
 */
export async function findUses(
  trx: Trx,
  instrumentIds: readonly string[],
  from: Date,
  to: Date,
): Promise<BookedUse[]> {
  if (instrumentIds.length === 0) return [];
  const rows = (await trx('bookings as b')
    .join('users as o', 'o.id', 'b.owner_id')
    .whereIn('b.instrument_id', [...instrumentIds])
    .whereIn('b.state', [...STOOD])
    .where('b.starts_at', '<', to)
    .where('b.starts_at', '>', later(from, -LONGEST))
    .where('b.ends_at', '>', from)
    .orderBy(['b.starts_at', 'b.id'])
    .select('b.id', 'b.instrument_id', 'b.state', 'o.name as owner_name')
    .select('b.starts_at', 'b.ends_at', 'b.actual_starts_at', 'b.actual_ends_at')) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    id: String(row['id']),
    instrumentId: String(row['instrument_id']),
    state: row['state'] as BookingState,
    ownerName: String(row['owner_name']),
    startsAt: row['starts_at'] as Date,
    endsAt: row['ends_at'] as Date,
    actualStartsAt: row['actual_starts_at'] as Date | null,
    actualEndsAt: row['actual_ends_at'] as Date | null,
  }));
}

/** Outages and crew times of some instruments that stand and touch `[from, to)`, whatever the station. */
export async function findClosedTimes(
  trx: Trx,
  instrumentIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Pick<Block, 'instrumentId' | 'kind' | 'startsAt' | 'endsAt'>[]> {
  if (instrumentIds.length === 0) return [];
  const rows = (await trx('station_blocks')
    .whereIn('instrument_id', [...instrumentIds])
    .whereNull('lifted_at')
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .select('instrument_id', 'kind', 'starts_at', 'ends_at')) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrumentId: String(row['instrument_id']),
    kind: row['kind'] as Block['kind'],
    startsAt: row['starts_at'] as Date,
    endsAt: row['ends_at'] as Date,
  }));
}

const IDS_A_STATEMENT = 1_000;

/**
 * Seconds in `[from, to)` that people from outside of an instrument's unit had it booked, by their actual times where
 * those are known; missed bookings are left out.
 */
export async function sumOutsideUse(
  trx: Trx,
  instrumentIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  const begin = 'greatest(coalesce(b.actual_starts_at, b.starts_at), ?)';
  const end = 'least(coalesce(b.actual_ends_at, b.ends_at), ?)';
  for (let at = 0; at < instrumentIds.length; at += IDS_A_STATEMENT) {
    const rows = (await trx('bookings as b')
      .join('users as o', 'o.id', 'b.owner_id')
      .whereIn('b.instrument_id', instrumentIds.slice(at, at + IDS_A_STATEMENT))
      .whereIn(
        'b.state',
        STOOD.filter((state) => state !== 'no_show'),
      )
      .where('b.starts_at', '<', to)
      .where('b.starts_at', '>', later(from, -LONGEST))
      .whereRaw('not (o.unit_id <=> b.unit_id)')
      .groupBy('b.instrument_id')
      .select('b.instrument_id')
      .select(
        trx.raw(`sum(greatest(0, timestampdiff(second, ${begin}, ${end}))) as seconds`, [from, to]),
      )) as Record<string, unknown>[];
    for (const row of rows) sums.set(String(row['instrument_id']), Number(row['seconds']));
  }
  return sums;
}
