import type { Knex } from 'knex';
import { fromJson, type Trx } from '../../infra/database.ts';
import { later } from '../../infra/clock.ts';
import type { CellRange, Interval } from './domain/cells.ts';
import type { BookingState } from './domain/states.ts';
import { NO_SHOW_WINDOW_MS } from './domain/times.ts';

/** A wanted cell that is taken, and by what. */
export interface CellFact {
  stationId: string;
  cell: number;
  ownerId: string;
  /** Of the booking that owns it; null where something else does. */
  state: BookingState | null;
  holdExpiresAt: Date | null;
}

export interface HoldFact {
  id: string;
  slot: number;
  instrumentId: string;
  expiresAt: Date;
  range: Interval | null;
}

/** What the calendar and the limits know about a wish, in one reading. */
export interface WishFacts {
  cells: CellFact[];
  holds: HoldFact[];
  coolingDown: Interval[];
  noShows: number;
  /** Used of each quota, by key; what nobody has used is missing. */
  quotas: ReadonlyMap<string, number>;
}

export interface WishQuestion {
  instrumentId: string;
  userId: string;
  /** Null for a wish without machine time. */
  cells: CellRange | null;
  quotaKeys: readonly string[];
  now: Date;
  /** Columns that other features want to be read in the same statement. */
  beside: Readonly<Record<string, Knex.Raw>>;
}

const at = (text: string | null): Date | null =>
  text === null ? null : new Date(`${text.replace(' ', 'T').slice(0, 23)}Z`);

interface Answer {
  cells: unknown;
  holds: unknown;
  cooldowns: unknown;
  quotas: unknown;
  no_shows: number;
}

/** Reads all of it in one statement. */
export async function findWishFacts(
  trx: Trx,
  question: WishQuestion,
): Promise<{ facts: WishFacts; beside: Readonly<Record<string, unknown>> }> {
  const { beside, cells, instrumentId, now, quotaKeys, userId } = question;
  const columns = Object.keys(beside);
  const [[row]] = (await trx.raw(
    `select
       (select json_arrayagg(json_object('stationId', c.station_id, 'cell', c.cell,
           'ownerId', c.owner_id, 'state', b.state, 'holdExpiresAt', b.hold_expires_at))
          from stations s
          join booking_cells c on c.station_id = s.id and c.cell >= ? and c.cell < ?
          left join bookings b on b.id = c.owner_id
         where s.instrument_id = ?) as cells,
       (select json_arrayagg(json_object('id', h.id, 'slot', h.hold_slot,
           'instrumentId', h.instrument_id, 'expiresAt', h.hold_expires_at,
           'startsAt', h.starts_at, 'endsAt', h.ends_at))
          from bookings h where h.owner_id = ? and h.hold_slot in (1, 2, 3)) as holds,
       (select json_arrayagg(json_object('startsAt', d.starts_at, 'endsAt', d.ends_at))
          from hold_cooldowns d
         where d.user_id = ? and d.instrument_id = ? and d.until_at > ?) as cooldowns,
       (select count(*) from bookings n
         where n.owner_id = ? and n.state = 'no_show' and n.starts_at > ?
           and n.waived_at is null) as no_shows,
       ${columns.map((name) => `? as ${name},`).join('')}
       ${
         quotaKeys.length === 0
           ? 'null as quotas'
           : `(select json_arrayagg(json_object('key', q.quota_key, 'used', q.used))
                   from quota_uses q
                  where q.instrument_id = ?
                    and q.quota_key in (${quotaKeys.map(() => '?').join(',')})) as quotas`
       }`,
    [
      cells?.first ?? 0,
      cells?.end ?? 0,
      instrumentId,
      userId,
      userId,
      instrumentId,
      now,
      userId,
      later(now, -NO_SHOW_WINDOW_MS),
      ...Object.values(beside),
      ...(quotaKeys.length === 0 ? [] : [instrumentId, ...quotaKeys]),
    ],
  )) as [[Answer & Record<string, unknown>]];
  return { facts: toFacts(row, instrumentId, now), beside: row };
}

function toFacts(row: Answer, instrumentId: string, now: Date): WishFacts {
  const list = (json: unknown) => fromJson<Record<string, string | null>[] | null>(json) ?? [];
  const rangeOf = (one: Record<string, string | null>): Interval | null => {
    const [startsAt, endsAt] = [at(one['startsAt'] ?? null), at(one['endsAt'] ?? null)];
    return startsAt === null || endsAt === null ? null : { startsAt, endsAt };
  };
  const holds = list(row.holds).map((one) => ({
    id: String(one['id']),
    slot: Number(one['slot']),
    instrumentId: String(one['instrumentId']),
    expiresAt: at(one['expiresAt'] ?? null) ?? now,
    range: rangeOf(one),
  }));
  // A hold whose time is over cools down from its end, whether or not it has been reclaimed.
  const letGo = holds
    .filter((hold) => hold.instrumentId === instrumentId && hold.expiresAt < now)
    .map(({ range }) => range);
  const cooling = [...list(row.cooldowns).map(rangeOf), ...letGo];
  return {
    cells: list(row.cells).map((one) => ({
      stationId: String(one['stationId']),
      cell: Number(one['cell']),
      ownerId: String(one['ownerId']),
      state: one['state'] as BookingState | null,
      holdExpiresAt: at(one['holdExpiresAt'] ?? null),
    })),
    holds,
    coolingDown: cooling.filter((range) => range !== null),
    noShows: row.no_shows,
    quotas: new Map(list(row.quotas).map((one) => [String(one['key']), Number(one['used'])])),
  };
}
