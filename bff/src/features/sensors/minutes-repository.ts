import { MINUTE } from '../../infra/clock.ts';
import type { Trx } from '../../infra/database.ts';
import { type Clipped, findClipped } from './readings-repository.ts';

/** Writes the means of some sensors' minutes in `[from, to)`, whole minutes in ms; the same again changes nothing. */
export async function writeMinutes(
  trx: Trx,
  sensorNos: readonly number[],
  from: number,
  to: number,
): Promise<void> {
  if (sensorNos.length === 0) return;
  await trx.raw(
    `insert into sensor_minutes (sensor_no, minute, mean, highest, readings)
     select sensor_no, at div ${String(MINUTE)} as minute, avg(amperes), max(amperes), count(*)
       from sensor_readings
      where sensor_no in (${sensorNos.map(String).join(',')}) and at >= ? and at < ?
      group by sensor_no, minute
     on duplicate key update mean = values(mean), highest = values(highest), readings = values(readings)`,
    [from, to],
  );
}

export interface MeanPoint {
  /** Which step after `from`, beginning with 0. */
  step: number;
  mean: number;
  highest: number;
}

interface Steps {
  from: number;
  to: number;
  stepMs: number;
}

async function meansOfReadings(trx: Trx, clipped: Clipped, { from, stepMs }: Steps) {
  const [rows] = (await trx.raw(
    `select (at - ?) div ? as step, avg(amperes) as mean, max(amperes) as highest
       from sensor_readings where sensor_no = ? and at >= ? and at < ? group by step order by step`,
    [from, stepMs, clipped.no, clipped.from, clipped.to],
  )) as [MeanPoint[]];
  return rows;
}

async function meansOfMinutes(trx: Trx, clipped: Clipped, { from, stepMs }: Steps) {
  const [rows] = (await trx.raw(
    `select (minute * ${String(MINUTE)} - ?) div ? as step,
            sum(mean * readings) / sum(readings) as mean, max(highest) as highest
       from sensor_minutes where sensor_no = ? and minute >= ? and minute < ? group by step order by step`,
    [from, stepMs, clipped.no, Math.ceil(clipped.from / MINUTE), Math.ceil(clipped.to / MINUTE)],
  )) as [MeanPoint[]];
  return rows;
}

/**
 * Means and highest of an instrument's readings over steps of so many ms; steps without any are left out.
 * @param readTo what is older is told by the means of minutes, ms since 1970 UTC
 */
export async function readingMeans(
  trx: Trx,
  instrumentId: string,
  steps: Steps,
  readTo: number,
): Promise<MeanPoint[]> {
  // No step is made of both.
  const { from, stepMs, to } = steps;
  const old = Math.max(0, Math.ceil((readTo - from) / stepMs));
  const border = Math.min(to, from + old * stepMs);
  const points: MeanPoint[] = [];
  if (border > from) {
    for (const one of await findClipped(trx, instrumentId, from, border)) {
      points.push(...(await meansOfMinutes(trx, one, steps)));
    }
  }
  if (to > border) {
    for (const one of await findClipped(trx, instrumentId, border, to)) {
      points.push(...(await meansOfReadings(trx, one, steps)));
    }
  }
  return points;
}
