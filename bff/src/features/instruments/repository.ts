import type { Knex } from 'knex';
import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import type { Instrument, Named } from './domain/instrument.ts';
import { type BookingRules, completeRules } from './domain/rules.ts';

type Row = Record<string, unknown>;

const day = (value: unknown): string | null =>
  value === null ? null : (value as Date).toISOString().slice(0, 10);

const named = (value: unknown): Named[] =>
  (fromJson<(Named & { position?: number })[] | null>(value) ?? [])
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.id < b.id ? -1 : 1))
    .map(({ id, name }) => ({ id, name }));

function toInstrument(row: Row): Instrument {
  return {
    id: String(row['id']),
    code: String(row['code']),
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    unitNameEn: String(row['unit_name_en']),
    unitShortName: String(row['unit_short_name']),
    timeZone: String(row['time_zone']),
    showsRuns: Boolean(row['shows_runs']),
    regionCode: String(row['region_code']),
    cityCode: String(row['city_code']),
    cityName: String(row['city_name']),
    crewId: row['crew_id'] as string | null,
    crewName: row['crew_name'] as string | null,
    groupId: row['group_id'] as string | null,
    classCode: String(row['class_code']),
    className: String(row['class_name']),
    name: String(row['name']),
    nameEn: row['name_en'] as string | null,
    maker: String(row['maker']),
    model: String(row['model']),
    description: String(row['description']),
    parameters: fromJson(row['parameters']),
    room: String(row['room']),
    address: String(row['address']),
    lat: row['lat'] as number | null,
    lon: row['lon'] as number | null,
    commissionedOn: day(row['commissioned_on']),
    originalValueFen: row['original_value_fen'] as number | null,
    status: row['status'] as Instrument['status'],
    takesTime: Boolean(row['takes_time']),
    takesSamples: Boolean(row['takes_samples']),
    acceptsVouchers: Boolean(row['accepts_vouchers']),
    version: Number(row['version']),
    rulesVersion: Number(row['rules_version']),
    rules: completeRules(fromJson(row['rules'])),
    stations: named(row['stations']),
    testItems: named(row['test_items']),
  };
}

/** Rows of whole instruments; `i` is the instrument, for what others select beside it. */
function instrumentRows(trx: Trx) {
  return trx('instruments as i')
    .join('units as u', 'u.id', 'i.unit_id')
    .join('regions as city', 'city.code', 'u.city_code')
    .join('instrument_classes as c', 'c.code', 'i.class_code')
    .join('booking_rules as r', 'r.instrument_id', 'i.id')
    .leftJoin('crews', 'crews.id', 'i.crew_id')
    .where(
      'r.version',
      trx('booking_rules as newest').max('version').whereRaw('newest.instrument_id = i.id'),
    )
    .select(
      'i.*',
      'u.name as unit_name',
      'u.name_en as unit_name_en',
      'u.short_name as unit_short_name',
      'u.time_zone',
      'u.shows_runs',
      'u.region_code',
      'u.city_code',
      'city.name as city_name',
      'c.name as class_name',
      'crews.name as crew_name',
      'r.version as rules_version',
      'r.rules',
      trx.raw(`(select json_arrayagg(json_object('id', s.id, 'name', s.name, 'position', s.position))
         from stations s where s.instrument_id = i.id) as stations`),
      trx.raw(`(select json_arrayagg(json_object('id', t.id, 'name', t.name))
         from test_items t where t.instrument_id = i.id) as test_items`),
    );
}

/** Instruments by id, in no promised order; those that are not there are left out. */
export async function findInstruments(trx: Trx, ids: readonly string[]): Promise<Instrument[]> {
  if (ids.length === 0) return [];
  const rows = (await instrumentRows(trx).whereIn('i.id', [...ids])) as Row[];
  return rows.map(toInstrument);
}

/**
 * Instruments with columns that other features compute about each, in the same statement: `i` is the
 * instrument in their SQL.
 */
export async function findInstrumentsWith<K extends string>(
  trx: Trx,
  ids: readonly string[],
  columns: Record<K, Knex.Raw>,
): Promise<{ instrument: Instrument; columns: Record<K, unknown> }[]> {
  const rows = (await instrumentRows(trx)
    .whereIn('i.id', [...ids])
    .select(columns)) as (Row & Record<K, unknown>)[];
  return rows.map((row) => ({ instrument: toInstrument(row), columns: row }));
}

export async function findInstrument(trx: Trx, id: string): Promise<Instrument | undefined> {
  const [found] = await findInstruments(trx, [id]);
  return found;
}

/** The operators of a crew, by name. */
export async function findCrewMembers(trx: Trx, crewId: string): Promise<Named[]> {
  return await trx('role_grants')
    .join('users', 'users.id', 'role_grants.user_id')
    .where({ role: 'operator', scope_kind: 'crew', scope_id: crewId })
    .orderBy('users.name')
    .select('users.id', 'users.name');
}

/** The id of an instrument's test item of a name, which is made where there is none. */
export async function keepTestItem(
  trx: Trx,
  { id, instrumentId, name }: { id: string; instrumentId: string; name: string },
): Promise<string> {
  await trx('test_items').insert({ id, instrument_id: instrumentId, name }).onConflict().ignore();
  const row = (await trx('test_items')
    .where({ instrument_id: instrumentId, name })
    .first('id')) as {
    id: string;
  };
  return row.id;
}

/** How many people judge what is due for an instrument: its crew, or where it has none its unit's administrators. */
export async function countCrew(
  trx: Trx,
  { crewId, unitId }: Pick<Instrument, 'crewId' | 'unitId'>,
): Promise<number> {
  const holding =
    crewId === null
      ? { role: 'unit_admin', scope_kind: 'unit', scope_id: unitId }
      : { role: 'operator', scope_kind: 'crew', scope_id: crewId };
  const row = (await trx('role_grants').where(holding).count('* as n').first()) as { n: number };
  return row.n;
}

/** The instruments of a unit with their stations, by id, those after `after`. */
export async function findStationsOfUnit(
  trx: Trx,
  unitId: string,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; name: string; model: string; stationIds: string[] }[]> {
  const query = trx('instruments as i')
    .where('i.unit_id', unitId)
    .orderBy('i.id')
    .limit(limit)
    .select('i.id', 'i.name', 'i.model')
    .select(
      trx.raw(
        `(select group_concat(s.id order by s.position) from stations s
           where s.instrument_id = i.id) as station_ids`,
      ),
    );
  if (after !== undefined) void query.where('i.id', '>', after);
  const rows = (await query) as {
    id: string;
    name: string;
    model: string;
    station_ids: string | null;
  }[];
  return rows.map(({ station_ids: ids, ...row }) => ({
    ...row,
    stationIds: ids === null ? [] : ids.split(','),
  }));
}

/** A further version of an instrument's rules; one that is there already fails on the primary key. */
export async function insertRules(
  trx: Trx,
  given: { instrumentId: string; version: number; rules: BookingRules; by: string; at: Date },
): Promise<void> {
  await trx('booking_rules').insert({
    instrument_id: given.instrumentId,
    version: given.version,
    rules: toJson(given.rules),
    created_at: given.at,
    created_by: given.by,
  });
}

/** Ids of the instruments of these crews and units, by name; units' own are named by their administrators. */
export async function findRunInstruments(
  trx: Trx,
  whose: { crewIds: readonly string[]; unitIds: readonly string[] },
  page: { q: string; after: readonly [string, string, string] | undefined; limit: number },
): Promise<{ id: string; name: string; model: string }[]> {
  const query = trx('instruments')
    .where((mine) => {
      void mine.whereIn('crew_id', [...whose.crewIds]).orWhereIn('unit_id', [...whose.unitIds]);
    })
    .orderBy(['name', 'model', 'id'])
    .limit(page.limit)
    .select('id', 'name', 'model');
  if (page.q !== '') {
    void query.where((named) => {
      for (const column of ['name', 'name_en', 'model', 'room']) {
        void named.orWhereRaw('locate(?, ??) > 0', [page.q, column]);
      }
    });
  }
  if (page.after !== undefined) void query.whereRaw('(name, model, id) > (?, ?, ?)', page.after);
  return (await query) as { id: string; name: string; model: string }[];
}

/** Lets changes of one instrument's terms follow one another; held until the transaction ends. */
export async function lockInstrument(trx: Trx, id: string): Promise<void> {
  await trx('instruments').where({ id }).forUpdate().first('id');
}

export async function hasInstruments(trx: Trx): Promise<boolean> {
  return (await trx('instruments').first('id')) !== undefined;
}
