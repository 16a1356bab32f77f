import type { Trx } from '../../infra/database.ts';

/** An instrument with the sensor that is clipped to it now. */
export interface Monitored {
  id: string;
  name: string;
  nameEn: string | null;
  model: string;
  room: string;
  classCode: string;
  isInRepair: boolean;
  crewId: string | null;
  unitId: string;
  unitName: string;
  unitNameEn: string;
  timeZone: string;
  regionCode: string;
  sensorCode: string;
  intervalMs: number;
  boundAt: Date;
}

/** Whose instruments; everyone's where nothing is said. */
export interface FleetWish {
  ids?: readonly string[];
  unitId?: string;
  /** Of the unit's, only those of these crews. */
  crewIds?: readonly string[] | undefined;
}

const toMonitored = (row: Record<string, unknown>): Monitored => ({
  id: String(row['id']),
  name: String(row['name']),
  nameEn: row['name_en'] as string | null,
  model: String(row['model']),
  room: String(row['room']),
  classCode: String(row['class_code']),
  isInRepair: row['status'] === 'repair',
  crewId: row['crew_id'] as string | null,
  unitId: String(row['unit_id']),
  unitName: String(row['unit_name']),
  unitNameEn: String(row['unit_name_en']),
  timeZone: String(row['time_zone']),
  regionCode: String(row['region_code']),
  sensorCode: String(row['sensor_code']),
  intervalMs: Number(row['interval_ms']),
  boundAt: row['bound_at'] as Date,
});

/** Instruments that have a sensor, rooms by name, instruments in them by name. */
export async function findMonitored(trx: Trx, wish: FleetWish = {}): Promise<Monitored[]> {
  const query = trx('sensor_bindings as b')
    .join('sensors as s', 's.id', 'b.sensor_id')
    .join('instruments as i', 'i.id', 'b.instrument_id')
    .join('units as u', 'u.id', 'i.unit_id')
    .whereNull('b.unbound_at')
    .orderBy(['i.room', 'i.name', 'i.id'])
    .select('i.id', 'i.name', 'i.name_en', 'i.model', 'i.room', 'i.class_code', 'i.status')
    .select('i.crew_id', 'i.unit_id', 's.code as sensor_code', 's.interval_ms', 'b.bound_at')
    .select('u.name as unit_name', 'u.name_en as unit_name_en', 'u.time_zone', 'u.region_code');
  if (wish.ids !== undefined) void query.whereIn('i.id', [...wish.ids]);
  if (wish.unitId !== undefined) void query.where('i.unit_id', wish.unitId);
  if (wish.crewIds !== undefined) void query.whereIn('i.crew_id', [...wish.crewIds]);
  return ((await query) as Record<string, unknown>[]).map(toMonitored);
}

/** How many of somebody's instruments stand there without a sensor; retired ones need none. */
export async function countUnmonitored(
  trx: Trx,
  { unitId, crewIds }: { unitId: string; crewIds?: readonly string[] | undefined },
): Promise<number> {
  const query = trx('instruments as i')
    .where('i.unit_id', unitId)
    .whereNot('i.status', 'retired')
    .whereNotExists(
      trx('sensor_bindings as b')
        .select('b.id')
        .whereRaw('b.instrument_id = i.id')
        .whereNull('b.unbound_at'),
    )
    .count('* as n');
  if (crewIds !== undefined) void query.whereIn('i.crew_id', [...crewIds]);
  const row = (await query.first()) as { n: number };
  return row.n;
}

export interface UnitPlace {
  id: string;
  name: string;
  nameEn: string;
  regionCode: string;
  timeZone: string;
}

export async function findUnit(trx: Trx, id: string): Promise<UnitPlace | undefined> {
  const row = (await trx('units').where({ id }).first()) as Record<string, unknown> | undefined;
  return row === undefined
    ? undefined
    : {
        id: String(row['id']),
        name: String(row['name']),
        nameEn: String(row['name_en']),
        regionCode: String(row['region_code']),
        timeZone: String(row['time_zone']),
      };
}
