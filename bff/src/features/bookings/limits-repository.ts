import type { Trx } from '../../infra/database.ts';
import { isDuplicate } from '../../infra/database-errors.ts';
import type { Interval } from './domain/cells.ts';

/** Holds of one person at once; the table's key and check say the same. */
export const HOLD_SLOTS = [1, 2, 3] as const;

/** A person's holds: who races for the last one loses on the primary key, not on a count. */
export async function takeHoldSlot(trx: Trx, userId: string, bookingId: string): Promise<boolean> {
  const rows = (await trx('person_holds').where({ user_id: userId }).select('slot')) as {
    slot: number;
  }[];
  const used = new Set(rows.map((row) => row.slot));
  for (const slot of HOLD_SLOTS) {
    if (used.has(slot)) continue;
    try {
      await trx('person_holds').insert({ user_id: userId, slot, booking_id: bookingId });
      return true;
    } catch (error) {
      if (!isDuplicate(error, 'person_holds')) throw error;
    }
  }
  return false;
}

export async function freeHoldSlot(trx: Trx, bookingId: string): Promise<void> {
  await trx('person_holds').where({ booking_id: bookingId }).delete();
}

/** The person's holds that ended before an instant and were not yet reclaimed. */
export async function findStaleHolds(trx: Trx, userId: string, before: Date): Promise<string[]> {
  const rows = (await trx('person_holds as h')
    .join('bookings as b', 'b.id', 'h.booking_id')
    .where('h.user_id', userId)
    .where('b.hold_expires_at', '<=', before)
    .select('b.id')) as { id: string }[];
  return rows.map((row) => row.id);
}

export async function insertCooldown(
  trx: Trx,
  cooldown: {
    bookingId: string;
    userId: string;
    instrumentId: string;
    startsAt: Date;
    endsAt: Date;
    until: Date;
  },
): Promise<void> {
  await trx('hold_cooldowns').insert({
    booking_id: cooldown.bookingId,
    user_id: cooldown.userId,
    instrument_id: cooldown.instrumentId,
    starts_at: cooldown.startsAt,
    ends_at: cooldown.endsAt,
    until_at: cooldown.until,
  });
}

/**
 * The slots of an instrument that a person let expire and may not hold yet; a hold whose time is over
 * counts from its end, whether or not it has been reclaimed.
 */
export async function findCooldowns(
  trx: Trx,
  userId: string,
  instrumentId: string,
  now: Date,
): Promise<Interval[]> {
  const rows = (await trx('hold_cooldowns')
    .where({ user_id: userId, instrument_id: instrumentId })
    .where('until_at', '>', now)
    .select('starts_at', 'ends_at')
    .unionAll((holds) => {
      void holds
        .from('bookings as b')
        .join('person_holds as h', 'h.booking_id', 'b.id')
        .where('h.user_id', userId)
        .where('b.instrument_id', instrumentId)
        .where('b.state', 'held')
        .where('b.hold_expires_at', '<=', now)
        .select('b.starts_at', 'b.ends_at');
    })) as { starts_at: Date; ends_at: Date }[];
  return rows.map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at }));
}

export async function deleteOldCooldowns(trx: Trx, now: Date): Promise<number> {
  return await trx('hold_cooldowns').where('until_at', '<=', now).delete();
}
