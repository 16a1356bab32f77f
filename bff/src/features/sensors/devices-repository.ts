import type { Trx } from '../../infra/database.ts';

export interface DeviceRow {
  id: string;
  code: string;
  unitId: string;
  secretHash: string | null;
  at: Date;
}

export interface SensorRow extends DeviceRow {
  kind: string;
  topic: string | null;
  gatewayId: string | null;
  intervalMs: number;
}

/** A sensor or gateway with this code, whichever unit's. */
export async function findDevice(trx: Trx, code: string) {
  for (const table of ['sensors', 'sensor_gateways'] as const) {
    const columns = ['id', 'unit_id as unitId', 'last_seen_at as lastSeenAt'];
    const row = (await trx(table).where({ code }).first(columns)) as
      { id: string; unitId: string; lastSeenAt: Date | null } | undefined;
    if (row !== undefined) return { ...row, table };
  }
  return undefined;
}

export async function findUnitCode(trx: Trx, unitId: string): Promise<string | undefined> {
  const row = (await trx('units').where({ id: unitId }).first('code')) as
    { code: string } | undefined;
  return row?.code;
}

const columnsOf = ({ code, unitId, secretHash, at }: DeviceRow) => ({
  code,
  unit_id: unitId,
  secret_hash: secretHash,
  key_revoked_at: null,
  installed_at: at,
  changed_at: at,
});

/** Writes a gateway, over the one of this id where it is not new. */
export async function putGateway(trx: Trx, row: DeviceRow, isNew: boolean): Promise<void> {
  const columns = columnsOf(row);
  if (isNew) await trx('sensor_gateways').insert({ id: row.id, ...columns });
  else await trx('sensor_gateways').where({ id: row.id }).update(columns);
}

/** Writes a sensor, over the one of this id and under its number where it is not new. */
export async function putSensor(trx: Trx, row: SensorRow, isNew: boolean): Promise<void> {
  const { kind, topic, gatewayId, intervalMs } = row;
  const own = { kind, topic, gateway_id: gatewayId, interval_ms: intervalMs };
  const columns = { ...columnsOf(row), ...own };
  if (isNew) await trx('sensors').insert({ id: row.id, ...columns });
  else await trx('sensors').where({ id: row.id }).update(columns);
}

export interface Bound {
  id: string;
  code: string;
  unitId: string;
  bindingId: string | null;
  instrumentId: string | null;
  boundAt: Date | null;
}

/** A sensor with what it is bound to, its row locked. */
export async function lockSensor(
  trx: Trx,
  which: { id: string } | { code: string },
): Promise<Bound | undefined> {
  const sensor = (await trx('sensors').where(which).forUpdate().first('id', 'code', 'unit_id')) as
    { id: string; code: string; unit_id: string } | undefined;
  if (sensor === undefined) return undefined;
  const open = (await trx('sensor_bindings')
    .where({ open_sensor_id: sensor.id })
    .first('id', 'instrument_id', 'bound_at')) as
    { id: string; instrument_id: string; bound_at: Date } | undefined;
  return {
    id: sensor.id,
    code: sensor.code,
    unitId: sensor.unit_id,
    bindingId: open?.id ?? null,
    instrumentId: open?.instrument_id ?? null,
    boundAt: open?.bound_at ?? null,
  };
}

export async function openBinding(
  trx: Trx,
  row: { id: string; sensorId: string; instrumentId: string; by: string; at: Date },
): Promise<void> {
  await trx('sensor_bindings').insert({
    id: row.id,
    sensor_id: row.sensorId,
    instrument_id: row.instrumentId,
    bound_at: row.at,
    bound_by: row.by,
  });
}

export async function closeBinding(
  trx: Trx,
  row: { id: string; by: string; at: Date },
): Promise<void> {
  await trx('sensor_bindings')
    .where({ id: row.id })
    .update({ unbound_at: row.at, unbound_by: row.by });
}

/** What reads the fleet looks at this. */
export async function touchSensor(trx: Trx, id: string, at: Date): Promise<void> {
  await trx('sensors').where({ id }).update({ changed_at: at });
}

export interface FleetRow {
  id: string;
  code: string;
  kind: string;
  gateway_id: string | null;
  gateway_code: string | null;
  key_revoked_at: Date | null;
  gateway_key_revoked_at: Date | null;
  instrument_id: string | null;
  instrument_name: string | null;
  instrument_model: string | null;
  installed_at: Date;
  last_seen_at: Date | null;
  last_reading_at: Date | null;
  firmware: string | null;
  battery: number | null;
  skew_ms: number | string | null;
  online: number | null;
}

/** The sensors of a unit, by code, those after `after`. */
export async function findFleet(
  trx: Trx,
  unitId: string,
  after: string | undefined,
  limit: number,
): Promise<FleetRow[]> {
  const query = trx('sensors as s')
    .leftJoin('sensor_gateways as g', 'g.id', 's.gateway_id')
    .leftJoin('sensor_bindings as b', 'b.open_sensor_id', 's.id')
    .leftJoin('instruments as i', 'i.id', 'b.instrument_id')
    .where('s.unit_id', unitId)
    .orderBy('s.code')
    .limit(limit)
    .select('s.*', 'g.code as gateway_code', 'b.instrument_id')
    .select('g.key_revoked_at as gateway_key_revoked_at')
    .select('i.name as instrument_name', 'i.model as instrument_model');
  if (after !== undefined) void query.where('s.code', '>', after);
  return (await query) as FleetRow[];
}

/** What was refused of these on a day, `2026-03-01`. */
export async function findRejects(
  trx: Trx,
  subjects: readonly string[],
  day: string,
): Promise<{ subject: string; reason: string; count: number }[]> {
  return (await trx('sensor_rejects')
    .whereIn('subject', [...subjects])
    .where({ day })
    .orderBy('reason')
    .select('subject', 'reason', 'count')) as { subject: string; reason: string; count: number }[];
}
