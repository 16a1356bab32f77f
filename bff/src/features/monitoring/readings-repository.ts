import type { Trx } from '../../infra/database.ts';

/** Times in which one sensor was clipped to an instrument, ms since 1970 UTC. */
interface Clipped {
  no: number;
  from: number;
  to: number;
}

async function findClipped(trx: Trx, id: string, from: number, to: number): Promise<Clipped[]> {
  const rows = (await trx('sensor_bindings as b')
    .join('sensors as s', 's.id', 'b.sensor_id')
    .where('b.instrument_id', id)
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

export interface MeanPoint {
  /** Which step after `from`, beginning with 0. */
  step: number;
  mean: number;
  highest: number;
}

/** Means and highest of an instrument's readings over steps of so many ms; steps without any are left out. */
export async function readingMeans(
  trx: Trx,
  instrumentId: string,
  { from, stepMs, to }: { from: number; to: number; stepMs: number },
): Promise<MeanPoint[]> {
  const points: MeanPoint[] = [];
  for (const { no, ...span } of await findClipped(trx, instrumentId, from, to)) {
    const [rows] = (await trx.raw(
      `select (at - ?) div ? as step, avg(amperes) as mean, max(amperes) as highest
         from sensor_readings where sensor_no = ? and at >= ? and at < ? group by step order by step`,
      [from, stepMs, no, span.from, span.to],
    )) as [MeanPoint[]];
    points.push(...rows);
  }
  return points;
}
