import type { Trx } from '../infra/database.ts';

/** Instruments of one crew, for sensors to be clipped to. */
export async function findOfCrew(
  trx: Trx,
  crewId: string,
): Promise<{ id: string; unitId: string; model: string }[]> {
  const rows = (await trx('instruments')
    .where({ crew_id: crewId })
    .whereNot({ status: 'retired' })
    .orderBy(['room', 'id'])
    .select('id', 'unit_id', 'model')) as { id: string; unit_id: string; model: string }[];
  return rows.map(({ id, model, unit_id: unitId }) => ({ id, model, unitId }));
}

/** A sensor of a gateway with the instrument it is clipped to. */
export interface Clipped {
  sensorNo: number;
  code: string;
  intervalMs: number;
  installedAt: Date;
  instrumentId: string;
  model: string;
  unitCode: string;
}

export async function findClipped(trx: Trx, gatewayCode: string): Promise<Clipped[]> {
  const rows = (await trx('sensors as s')
    .join('sensor_gateways as g', 'g.id', 's.gateway_id')
    .join('sensor_bindings as b', 'b.open_sensor_id', 's.id')
    .join('instruments as i', 'i.id', 'b.instrument_id')
    .join('units as u', 'u.id', 's.unit_id')
    .where('g.code', gatewayCode)
    .orderBy('s.no')
    .select('s.no', 's.code', 's.interval_ms', 's.installed_at', 'i.id', 'i.model')
    .select('u.code as unit_code')) as Record<string, unknown>[];
  return rows.map((row) => ({
    sensorNo: Number(row['no']),
    code: String(row['code']),
    intervalMs: Number(row['interval_ms']),
    installedAt: row['installed_at'] as Date,
    instrumentId: String(row['id']),
    model: String(row['model']),
    unitCode: String(row['unit_code']),
  }));
}
