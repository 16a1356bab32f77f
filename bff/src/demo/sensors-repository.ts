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
    .where('g.code', 'like', gatewayCode)
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

/** The demo's gateways: the first one, and those of other units, whose codes begin with its own. */
export async function findGateways(trx: Trx, code: string): Promise<string[]> {
  return (await trx('sensor_gateways')
    .where('code', 'like', `${code}%`)
    .orderBy('code')
    .pluck('code')) as string[];
}

export async function showRuns(trx: Trx, unitIds: readonly string[]): Promise<void> {
  await trx('units')
    .whereIn('id', [...unitIds])
    .update({ shows_runs: true });
}

const CLASSES = 6;
const UNITS = 7;
const OF_A_CLASS = 2;

/** Instruments of other units in the classes that most of the province has, unit by unit, two of a class in each. */
export async function findPeers(
  trx: Trx,
  crewId: string,
): Promise<{ id: string; unitId: string; model: string }[][]> {
  const open = trx('instruments').where({ status: 'open' });
  const codes = (await open
    .clone()
    .groupBy('class_code')
    .orderByRaw('count(*) desc, class_code')
    .limit(CLASSES)
    .pluck('class_code')) as string[];
  const rows = (await open
    .clone()
    .whereIn('class_code', codes)
    .whereRaw('not (crew_id <=> ?)', [crewId])
    .orderBy('id')
    .select('id', 'unit_id', 'model', 'class_code')) as Record<string, string>[];
  const units = new Map<string, { id: string; unitId: string; model: string }[]>();
  const taken = new Map<string, number>();
  for (const { class_code: code = '', id = '', model = '', unit_id: unitId = '' } of rows) {
    const key = `${unitId} ${code}`;
    const count = taken.get(key) ?? 0;
    if (count >= OF_A_CLASS || (!units.has(unitId) && units.size >= UNITS)) continue;
    taken.set(key, count + 1);
    units.set(unitId, [...(units.get(unitId) ?? []), { id, unitId, model }]);
  }
  return [...units.values()];
}
