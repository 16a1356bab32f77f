import type { Trx } from '../../infra/database.ts';

/** An instrument with the sensor that is clipped to it now. */
export interface Monitored {
  id: string;
  name: string;
  nameEn: string | null;
  model: string;
  room: string;
  classCode: string;
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
  /** Only what everyone may see. */
  isShown?: true;
}

const toMonitored = (row: Record<string, unknown>): Monitored => ({
  id: String(row['id']),
  name: String(row['name']),
  nameEn: row['name_en'] as string | null,
  model: String(row['model']),
  room: String(row['room']),
  classCode: String(row['class_code']),
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
    .select('i.id', 'i.name', 'i.name_en', 'i.model', 'i.room', 'i.class_code')
    .select('i.crew_id', 'i.unit_id', 's.code as sensor_code', 's.interval_ms', 'b.bound_at')
    .select('u.name as unit_name', 'u.name_en as unit_name_en', 'u.time_zone', 'u.region_code');
  if (wish.ids !== undefined) void query.whereIn('i.id', [...wish.ids]);
  if (wish.unitId !== undefined) void query.where('i.unit_id', wish.unitId);
  if (wish.crewIds !== undefined) void query.whereIn('i.crew_id', [...wish.crewIds]);
  if (wish.isShown) void query.where('u.shows_runs', true);
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
  /** Whether everyone may see what its instruments are doing. */
  showsRuns: boolean;
}

/** Units by id, by name; those that are not there are left out. */
export async function findUnits(trx: Trx, ids: readonly string[]): Promise<UnitPlace[]> {
  if (ids.length === 0) return [];
  const rows = (await trx('units')
    .whereIn('id', [...ids])
    .orderBy(['name', 'id'])) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    name: String(row['name']),
    nameEn: String(row['name_en']),
    regionCode: String(row['region_code']),
    timeZone: String(row['time_zone']),
    showsRuns: Boolean(row['shows_runs']),
  }));
}

/** Lets everyone see what a unit's instruments do, or nobody but its own; false where it was so. */
export async function setShowsRuns(trx: Trx, id: string, showsRuns: boolean): Promise<boolean> {
  return (
    (await trx('units').where({ id, shows_runs: !showsRuns }).update({ shows_runs: showsRuns })) ===
    1
  );
}

/** Of some units, those that let everyone see what their instruments do. */
export async function findShowing(trx: Trx, ids: readonly string[]): Promise<Set<string>> {
  const shown = trx('units').whereIn('id', ids).where('shows_runs', true);
  return new Set(await shown.pluck<string[]>('id'));
}

/** Instruments with a sensor that are being repaired. */
export async function findInRepair(trx: Trx): Promise<Set<string>> {
  const ids = trx('instruments as i')
    .join('sensor_bindings as b', 'b.instrument_id', 'i.id')
    .whereNull('b.unbound_at')
    .where('i.status', 'repair');
  return new Set(await ids.pluck<string[]>('i.id'));
}
