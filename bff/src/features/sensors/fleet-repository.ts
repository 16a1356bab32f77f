import type { Trx } from '../../infra/database.ts';
import type { Gateway, Sensor } from './domain/fleet.ts';

type Row = Record<string, unknown>;

const sensorOf = (row: Row): Sensor => ({
  id: String(row['id']),
  no: Number(row['no']),
  code: String(row['code']),
  kind: row['kind'] as Sensor['kind'],
  unitId: String(row['unit_id']),
  unitCode: String(row['unit_code']),
  topic: row['topic'] as string | null,
  gatewayId: row['gateway_id'] as string | null,
  timeZone: String(row['time_zone']),
  secretHash: row['secret_hash'] as string | null,
  instrumentId: row['instrument_id'] as string | null,
});

export interface KnownSensor {
  sensor: Sensor;
  lastReadingAt: number | null;
  changedAt: Date;
}

/** Sensors that were made, changed, bound or unbound since, with what they are bound to. */
export async function findSensorsChanged(trx: Trx, since: Date): Promise<KnownSensor[]> {
  const rows = (await trx('sensors as s')
    .join('units as u', 'u.id', 's.unit_id')
    .leftJoin('sensor_bindings as b', 'b.open_sensor_id', 's.id')
    .where('s.changed_at', '>=', since)
    .select('s.*', 'u.code as unit_code', 'b.instrument_id')) as Row[];
  return rows.map((row) => ({
    sensor: sensorOf(row),
    lastReadingAt: (row['last_reading_at'] as Date | null)?.getTime() ?? null,
    changedAt: row['changed_at'] as Date,
  }));
}

export async function findGatewaysChanged(
  trx: Trx,
  since: Date,
): Promise<{ gateway: Gateway; changedAt: Date }[]> {
  const rows = (await trx('sensor_gateways as g')
    .join('units as u', 'u.id', 'g.unit_id')
    .where('g.changed_at', '>=', since)
    .select('g.*', 'u.code as unit_code')) as Row[];
  return rows.map((row) => ({
    gateway: {
      id: String(row['id']),
      code: String(row['code']),
      unitId: String(row['unit_id']),
      unitCode: String(row['unit_code']),
      secretHash: String(row['secret_hash']),
    },
    changedAt: row['changed_at'] as Date,
  }));
}

/** The numbers that readings are kept by. */
export async function findSensorNos(trx: Trx): Promise<number[]> {
  return await trx('sensors').orderBy('no').pluck<number[]>('no');
}

export async function findUnitCodes(trx: Trx): Promise<string[]> {
  return await trx('units').pluck<string[]>('code');
}
