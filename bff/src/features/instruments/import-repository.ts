import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import type { BookingRules } from './domain/rules.ts';
import type { ImportedInstrument } from './domain/import-row.ts';

export interface UnitKey {
  id: string;
  code: string;
  name: string;
  address: string;
  lat: number | null;
  lon: number | null;
}

export async function findUnitKeys(trx: Trx): Promise<UnitKey[]> {
  return await trx('units').select('id', 'code', 'name', 'address', 'lat', 'lon');
}

export async function findCityCode(trx: Trx, city: string): Promise<string | undefined> {
  const row = (await trx('regions')
    .whereIn('name', [city, `${city}市`])
    .first('code')) as { code: string } | undefined;
  return row?.code;
}

export interface Region {
  code: string;
  parentCode: string | null;
  name: string;
  nameEn: string;
  lat: number | null;
  lon: number | null;
}

export async function insertMissingRegions(trx: Trx, regions: readonly Region[]): Promise<void> {
  await trx('regions')
    .insert(
      regions.map(({ parentCode, nameEn, ...rest }) => ({
        ...rest,
        parent_code: parentCode,
        name_en: nameEn,
      })),
    )
    .onConflict()
    .ignore();
}

export async function insertUnit(
  trx: Trx,
  unit: UnitKey & { nameEn: string; shortName: string; kind: string; cityCode: string },
): Promise<void> {
  await trx('units').insert({
    id: unit.id,
    code: unit.code,
    name: unit.name,
    name_en: unit.nameEn,
    short_name: unit.shortName,
    kind: unit.kind,
    region_code: unit.cityCode,
    city_code: unit.cityCode,
    address: unit.address,
    lat: unit.lat,
    lon: unit.lon,
  });
}

/** Ids of named crews or groups of some units, by `unitId name`; those that are missing are made. */
export async function ensureNamed(
  trx: Trx,
  table: 'crews' | 'research_groups',
  wanted: readonly { unitId: string; name: string }[],
  newId: () => string,
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const read = async () => {
    const rows = (await trx(table)
      .whereIn('unit_id', [...new Set(wanted.map(({ unitId }) => unitId))])
      .select('id', 'unit_id', 'name')) as { id: string; unit_id: string; name: string }[];
    return new Map(rows.map((row) => [`${row.unit_id} ${row.name}`, row.id]));
  };
  const known = await read();
  const missing = new Map(
    wanted
      .filter(({ unitId, name }) => !known.has(`${unitId} ${name}`))
      .map((one) => [`${one.unitId} ${one.name}`, one]),
  );
  if (missing.size === 0) return known;
  await trx(table)
    .insert(
      [...missing.values()].map(({ unitId, name }) => ({ id: newId(), unit_id: unitId, name })),
    )
    .onConflict()
    .ignore();
  return await read();
}

export interface StoredInstrument {
  id: string;
  content: Record<string, unknown>;
  rulesVersion: number;
  rules: BookingRules;
  stations: number;
  testItems: Map<string, string>;
  priceListId: string | null;
  pricesFrom: string | null;
  prices: Omit<ImportedInstrument['prices'], 'validFrom'>;
}

type Row = Record<string, unknown>;

const day = (value: unknown): string | null =>
  value === null ? null : (value as Date).toISOString().slice(0, 10);

/** The columns of an instrument that an import writes, in the form they compare in. */
function contentOf(row: Row): Record<string, unknown> {
  return {
    crew_id: row['crew_id'],
    group_id: row['group_id'],
    class_code: row['class_code'],
    name: row['name'],
    name_en: row['name_en'],
    maker: row['maker'],
    model: row['model'],
    description: row['description'],
    parameters: fromJson(row['parameters']),
    room: row['room'],
    address: row['address'],
    lat: row['lat'],
    lon: row['lon'],
    commissioned_on: day(row['commissioned_on']),
    original_value_fen:
      row['original_value_fen'] === null ? null : Number(row['original_value_fen']),
    status: row['status'],
    takes_time: Boolean(row['takes_time']),
    takes_samples: Boolean(row['takes_samples']),
    accepts_vouchers: Boolean(row['accepts_vouchers']),
  };
}

function pricesOf(list: Row | undefined, items: readonly Row[]): StoredInstrument['prices'] {
  return {
    chargingMode: (list?.['charging_mode'] ?? 'reservation') as 'reservation',
    offPeak: list === undefined ? [] : fromJson(list['off_peak']),
    minimumFen: Number(list?.['minimum_fen'] ?? 0),
    subsidyPerHourFen: Number(list?.['subsidy_per_hour_fen'] ?? 0),
    items: items.map((item) => ({
      userKind: item['user_kind'] as ImportedInstrument['prices']['items'][number]['userKind'],
      item: item['item'] as ImportedInstrument['prices']['items'][number]['item'],
      name: String(item['name']),
      unitFen: Number(item['unit_fen']),
      testItem: item['test_item'] as string | null,
    })),
  };
}

function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Instruments that some rows of a file may mean, by `unitId innerCode`, with all that an import writes. */
export async function findStored(
  trx: Trx,
  keys: readonly { unitId: string; innerCode: string }[],
): Promise<Map<string, StoredInstrument>> {
  const rows = (await trx('instruments').whereIn(
    ['unit_id', 'inner_code'],
    keys.map(({ unitId, innerCode }) => [unitId, innerCode]),
  )) as Row[];
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => String(row['id']));
  const of = (table: string) => trx(table).whereIn('instrument_id', ids);
  const rules = groupBy((await of('booking_rules').orderBy('version')) as Row[], 'instrument_id');
  const stations = groupBy(
    (await of('stations').select('instrument_id')) as Row[],
    'instrument_id',
  );
  const tests = groupBy((await of('test_items')) as Row[], 'instrument_id');
  const lists = groupBy((await of('price_lists').orderBy('valid_from')) as Row[], 'instrument_id');
  const newest: Row[] = [...lists.values()].flatMap((all) => all.slice(-1));
  const items = groupBy(
    (await trx('price_items as p')
      .leftJoin('test_items as t', 't.id', 'p.test_item_id')
      .whereIn(
        'p.price_list_id',
        newest.map((list) => String(list['id'])),
      )
      .orderBy(['p.price_list_id', 'p.position'])
      .select('p.*', 't.name as test_item')) as Row[],
    'price_list_id',
  );
  return new Map(
    rows.map((row) => {
      const id = String(row['id']);
      const rule = rules.get(id)?.at(-1);
      const list = lists.get(id)?.at(-1);
      return [
        `${String(row['unit_id'])} ${String(row['inner_code'])}`,
        {
          id,
          content: contentOf(row),
          rulesVersion: Number(rule?.['version'] ?? 0),
          rules: fromJson<BookingRules>(rule?.['rules'] ?? '{}'),
          stations: stations.get(id)?.length ?? 0,
          testItems: new Map(
            (tests.get(id) ?? []).map((test) => [String(test['name']), String(test['id'])]),
          ),
          priceListId: list === undefined ? null : String(list['id']),
          pricesFrom: list === undefined ? null : day(list['valid_from']),
          prices: pricesOf(list, items.get(String(list?.['id'])) ?? []),
        },
      ];
    }),
  );
}

export async function updateInstrument(
  trx: Trx,
  id: string,
  content: Row,
  now: Date,
): Promise<void> {
  await trx('instruments')
    .where({ id })
    .update({
      ...content,
      parameters: toJson(content['parameters']),
      updated_at: now,
      version: trx.raw('version + 1'),
    });
}

/** A list that begins on the same day is replaced: two cannot hold from one day. */
export async function deletePriceList(trx: Trx, id: string): Promise<void> {
  await trx('price_items').where({ price_list_id: id }).delete();
  await trx('price_lists').where({ id }).delete();
}

/** The day before which an older list ends. */
export async function endPriceList(trx: Trx, id: string, lastDay: string): Promise<void> {
  await trx('price_lists').where({ id }).update({ valid_to: lastDay });
}
