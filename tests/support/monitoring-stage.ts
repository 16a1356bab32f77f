import type { Deps } from '../../bff/src/deps.ts';
import { keyOf } from './sensor-stage.ts';
import { hashDeviceKey } from '../../bff/src/features/sensors/tokens.ts';
import type { Reading } from '../../bff/src/features/monitoring/domain/readings.ts';

/** Clips a sensor to an instrument, as from an instant. */
export async function clipSensor(
  { db }: Deps,
  instrumentId: string,
  { no, unitId = 'UNITOWN', at }: { no: number; unitId?: string; at: Date },
): Promise<void> {
  const code = `S-${String(no).padStart(4, '0')}`;
  await db('sensors').insert({
    id: `SENSOR${String(no)}`,
    no,
    code,
    unit_id: unitId,
    kind: 'dayi',
    secret_hash: hashDeviceKey(keyOf(code)),
    installed_at: at,
    changed_at: at,
  });
  await db('sensor_bindings').insert({
    id: `BINDING${String(no)}`,
    sensor_id: `SENSOR${String(no)}`,
    instrument_id: instrumentId,
    bound_at: at,
  });
}

/** Keeps readings as ingest does; what is there already stays. */
export async function keepReadings(
  { db }: Deps,
  no: number,
  readings: readonly Reading[],
): Promise<void> {
  for (let at = 0; at < readings.length; at += 5_000) {
    const rows = readings
      .slice(at, at + 5_000)
      .map(({ amperes, at: when }) => `(${String(no)},${String(when)},${String(amperes)})`);
    await db.raw(
      `insert ignore into sensor_readings (sensor_no, at, amperes) values ${rows.join(',')}`,
    );
  }
}
