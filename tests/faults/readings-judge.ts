import { Tracker } from '../../bff/src/features/monitoring/domain/tracker.ts';
import type { Model } from '../../bff/src/features/monitoring/domain/model.ts';
import type { Reading, RunState } from '../../bff/src/features/monitoring/domain/readings.ts';
import { type Database, fromJson } from '../../bff/src/infra/database.ts';
import type { Acknowledged } from './readings-load.ts';

export interface Told {
  code: string;
  instrumentId: string;
  readings: Reading[];
  state: RunState;
  offline: number[];
  segments: { state: RunState; from: number; to: number | null }[];
}

interface SensorRow {
  no: number;
  code: string;
  instrument_id: string;
  bound_at: Date;
  state: RunState;
  model: unknown;
}

interface SegmentRow {
  instrument_id: string;
  state: RunState;
  starts_at: Date;
  ends_at: Date | null;
}

/** What the database says of every sensor and its instrument. */
export async function readTold(db: Database): Promise<Map<string, Told & { expected: Expected }>> {
  const sensors = await db('sensors as s')
    .join('sensor_bindings as b', 'b.open_sensor_id', 's.id')
    .leftJoin('run_states as r', 'r.instrument_id', 'b.instrument_id')
    .join('instrument_models as m', 'm.instrument_id', 'b.instrument_id')
    .where('m.version', 1)
    .select<SensorRow[]>('s.no', 's.code', 'b.instrument_id', 'b.bound_at', 'r.state', 'm.model');
  const readings = await db('sensor_readings')
    .orderBy(['sensor_no', 'at'])
    .select<{ sensor_no: number; at: number; amperes: number }[]>('sensor_no', 'at', 'amperes');
  const segments = await db('run_segments')
    .orderBy(['instrument_id', 'starts_at'])
    .select<SegmentRow[]>('instrument_id', 'state', 'starts_at', 'ends_at');
  const told = new Map<string, Told & { expected: Expected }>();
  for (const { bound_at, code, instrument_id: instrumentId, model, no, state } of sensors) {
    const own = readings.filter(({ sensor_no }) => sensor_no === no);
    const spans = segments
      .filter((one) => one.instrument_id === instrumentId)
      .map((one) => ({
        state: one.state,
        from: one.starts_at.getTime(),
        to: one.ends_at?.getTime() ?? null,
      }));
    const offline = spans.filter((one) => one.state === 'offline').map(({ from }) => from);
    const expected = replayed(fromJson<Model>(model), bound_at.getTime(), own);
    told.set(code, {
      code,
      instrumentId,
      readings: own,
      state,
      offline,
      segments: spans,
      expected,
    });
  }
  return told;
}

export interface Expected {
  state: RunState;
  /** When it went silent, each time. */
  offline: number[];
}

/** What the stored readings mean, taken in order of time. */
function replayed(model: Model, begin: number, readings: readonly Reading[]): Expected {
  const tracker = new Tracker(model, 1, { begin });
  const changes = readings.flatMap((one) => tracker.take(one));
  const last = tracker.at(Date.now());
  return {
    state: tracker.now.state,
    offline: [...changes, ...(last === null ? [] : [last])]
      .filter(({ state }) => state === 'offline')
      .map(({ since }) => since),
  };
}

/** Acknowledged readings that are not stored as they were said. */
export function lostOf(
  acknowledged: readonly Acknowledged[],
  told: ReadonlyMap<string, Told>,
): Acknowledged[] {
  const stored = new Map(
    [...told].map(([code, { readings }]) => [
      code,
      new Map(readings.map(({ amperes, at }) => [at, amperes])),
    ]),
  );
  return acknowledged.filter(({ amperes, at, sensorId }) => {
    const kept = stored.get(sensorId)?.get(at);
    return kept === undefined || Math.abs(kept - amperes) > 1e-6;
  });
}

/** Whether segments follow one another without a gap or an overlap, the last one open. */
export const isWhole = ({ segments }: Told): boolean =>
  segments.every(({ to }, index) => to === (segments[index + 1]?.from ?? null));
