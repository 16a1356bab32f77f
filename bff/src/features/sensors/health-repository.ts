import type { Trx } from '../../infra/database.ts';

export interface SeenRow {
  sensorNo: number;
  seenAt: Date;
  readingAt: Date | null;
  skewMs: number | null;
  firmware: string | null;
  battery: number | null;
  isOnline: boolean | null;
}

const ROWS_A_STATEMENT = 500;

/** Notes what was heard of many sensors; what is null says nothing new. */
export async function noteSeen(trx: Trx, rows: readonly SeenRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    const some = rows.slice(at, at + ROWS_A_STATEMENT);
    const each = some.map(
      () =>
        'select ? as no, ? as seen, ? as reading, ? as skew, ? as firmware, ? as battery, ? as online',
    );
    await trx.raw(
      `update sensors s join (${each.join(' union all ')}) v on v.no = s.no
          set s.last_seen_at = greatest(coalesce(s.last_seen_at, v.seen), v.seen),
              s.last_reading_at = case
                when v.reading is null or s.last_reading_at >= v.reading then s.last_reading_at
                else v.reading end,
              s.skew_ms = coalesce(v.skew, s.skew_ms),
              s.firmware = coalesce(v.firmware, s.firmware),
              s.battery = coalesce(v.battery, s.battery),
              s.online = coalesce(v.online, s.online)`,
      some.flatMap((row) => [
        row.sensorNo,
        row.seenAt,
        row.readingAt,
        row.skewMs,
        row.firmware,
        row.battery,
        row.isOnline,
      ]) as string[],
    );
  }
}

export async function noteGatewaysSeen(
  trx: Trx,
  ids: readonly string[],
  seenAt: Date,
): Promise<void> {
  await trx('sensor_gateways')
    .whereIn('id', [...ids])
    .update({ last_seen_at: seenAt });
}

export interface RejectCount {
  subject: string;
  /** `2026-03-01`, UTC. */
  day: string;
  reason: string;
  count: number;
}

/** Adds to what was refused. */
export async function addRejects(trx: Trx, counts: readonly RejectCount[]): Promise<void> {
  for (let at = 0; at < counts.length; at += ROWS_A_STATEMENT) {
    const some = counts.slice(at, at + ROWS_A_STATEMENT);
    await trx.raw(
      `insert into sensor_rejects (subject, day, reason, count) values ${some.map(() => '(?,?,?,?)').join(',')}
       on duplicate key update count = count + values(count)`,
      some.flatMap(({ subject, day, reason, count }) => [subject, day, reason, count]),
    );
  }
}
