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

/** Ends of the partitions there are, ms, lowest first. */
export async function findPartitions(trx: Trx): Promise<{ name: string; end: number }[]> {
  const [rows] = (await trx.raw(
    `select partition_name as name, cast(partition_description as signed) as end
       from information_schema.partitions
      where table_schema = database() and table_name = 'sensor_readings'
      order by partition_ordinal_position`,
  )) as [{ name: string; end: number | string }[]];
  return rows.map(({ name, end }) => ({ name, end: Number(end) }));
}

export async function addPartitions(
  trx: Trx,
  parts: readonly { name: string; end: number }[],
): Promise<void> {
  const each = parts.map(({ name, end }) => `partition ${name} values less than (${String(end)})`);
  await trx.raw(`alter table sensor_readings add partition (${each.join(', ')})`);
}

export async function dropPartitions(trx: Trx, names: readonly string[]): Promise<void> {
  await trx.raw(`alter table sensor_readings drop partition ${names.join(', ')}`);
}
