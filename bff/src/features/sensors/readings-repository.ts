import type { Trx } from '../../infra/database.ts';

export interface ReadingRow {
  sensorNo: number;
  at: number;
  amperes: number;
}

/** Numbers are written into the statement: the driver's own marks cost more than the rows (measured). */
const written = ({ sensorNo, at, amperes }: ReadingRow): string =>
  `(${String(sensorNo)},${String(at)},${String(amperes)})`;

/**
 * Stores readings by one statement, whole or not at all. What is there already stays as it is. Not
 * `insert ignore`, which drops without a word what has no partition (measured).
 * @returns how many were new
 */
export async function insertReadings(trx: Trx, rows: readonly ReadingRow[]): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  // The server counts the duplicates of several rows, and says nothing of a single one.
  const [{ info }] = (await trx.raw(
    `insert into sensor_readings (sensor_no, at, amperes) values ${rows.map(written).join(',')},${written(first)}
     on duplicate key update sensor_no = values(sensor_no)`,
  )) as [{ info: string }];
  const duplicates = Number(/Duplicates: (\d+)/.exec(info)?.[1] ?? 1);
  return rows.length + 1 - duplicates;
}

/** What is parted by time, with the bounds of its parts in its own unit. */
type Parted = 'sensor_readings' | 'sensor_minutes';

/** Ends of the partitions there are, lowest first. */
export async function findPartitions(
  trx: Trx,
  table: Parted,
): Promise<{ name: string; end: number }[]> {
  const [rows] = (await trx.raw(
    `select partition_name as name, cast(partition_description as signed) as end
       from information_schema.partitions
      where table_schema = database() and table_name = ?
      order by partition_ordinal_position`,
    [table],
  )) as [{ name: string; end: number | string }[]];
  return rows.map(({ name, end }) => ({ name, end: Number(end) }));
}

export async function addPartitions(
  trx: Trx,
  table: Parted,
  parts: readonly { name: string; end: number }[],
): Promise<void> {
  const each = parts.map(({ name, end }) => `partition ${name} values less than (${String(end)})`);
  await trx.raw(`alter table ${table} add partition (${each.join(', ')})`);
}

export async function dropPartitions(
  trx: Trx,
  table: Parted,
  names: readonly string[],
): Promise<void> {
  await trx.raw(`alter table ${table} drop partition ${names.join(', ')}`);
}

/** Times in which one sensor was clipped to an instrument, ms since 1970 UTC. */
export interface Clipped {
  no: number;
  from: number;
  to: number;
}

/** The sensors that were clipped to an instrument in `[from, to)`, each for its part of it, in order of time. */
export async function findClipped(
  trx: Trx,
  instrumentId: string,
  from: number,
  to: number,
): Promise<Clipped[]> {
  const rows = (await trx('sensor_bindings as b')
    .join('sensors as s', 's.id', 'b.sensor_id')
    .where('b.instrument_id', instrumentId)
    .where('b.bound_at', '<', new Date(to))
    .where(
      (open) => void open.whereNull('b.unbound_at').orWhere('b.unbound_at', '>', new Date(from)),
    )
    .orderBy('b.bound_at')
    .select('s.no', 'b.bound_at', 'b.unbound_at')) as {
    no: number;
    bound_at: Date;
    unbound_at: Date | null;
  }[];
  return rows.map(({ bound_at, no, unbound_at }) => ({
    no,
    from: Math.max(from, bound_at.getTime()),
    to: Math.min(to, unbound_at?.getTime() ?? to),
  }));
}

/**
 * Readings of an instrument in `[from, to)`, ms since 1970, in order of time: of every sensor that was
 * clipped to it, while it was.
 */
export async function readingsOf(
  trx: Trx,
  instrumentId: string,
  from: number,
  to: number,
): Promise<{ at: number; amperes: number }[]> {
  const found: { at: number; amperes: number }[] = [];
  for (const { no, ...span } of await findClipped(trx, instrumentId, from, to)) {
    const [rows] = (await trx.raw(
      'select at, amperes from sensor_readings where sensor_no = ? and at >= ? and at < ? order by at',
      [no, span.from, span.to],
    )) as [{ at: number; amperes: number }[]];
    for (const row of rows) found.push(row);
  }
  return found;
}

/** More of them are found faster among all. */
const MOST_NAMED = 500;

/**
 * The newest reading not older than `since`, ms since 1970, of each sensor bound to one of these instruments, and
 * perhaps of others: one look into the index each.
 */
export async function latestReadings(
  trx: Trx,
  since: number,
  ids: readonly string[],
): Promise<{ instrumentId: string; sensorNo: number; at: number; amperes: number }[]> {
  if (ids.length === 0) return [];
  const named = ids.length > MOST_NAMED ? [] : ids;
  const ofThem =
    named.length === 0 ? '' : `and b.instrument_id in (${named.map(() => '?').join(', ')})`;
  const [rows] = (await trx.raw(
    `select v.instrument_id as instrumentId, r.sensor_no as sensorNo, r.at, r.amperes
       from (select b.instrument_id, s.no,
                    (select max(x.at) from sensor_readings x where x.sensor_no = s.no and x.at >= ?) as at
               from sensor_bindings b join sensors s on s.id = b.sensor_id
              where b.unbound_at is null ${ofThem}) v
       join sensor_readings r on r.sensor_no = v.no and r.at = v.at
      where r.at >= ?`,
    [since, ...named, since],
  )) as [{ instrumentId: string; sensorNo: number; at: number; amperes: number }[]];
  return rows;
}
