import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import { toJson, type Trx } from '../../../infra/database.ts';
import type { ImportedInstrument } from '../domain/import-row.ts';
import {
  deletePriceList,
  endPriceList,
  ensureNamed,
  findStored,
  insertRows,
  type StoredInstrument,
  type UnitKey,
  updateInstrument,
} from '../import-repository.ts';

export interface BatchRow {
  unit: UnitKey;
  instrument: ImportedInstrument;
}

export interface BatchOutcome {
  ids: string[];
  created: number;
  changed: number;
  unchanged: number;
}

type Row = Record<string, unknown>;
type WriteDeps = Pick<Deps, 'clock' | 'newId'>;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The instrument's own code, the same for the same unit and inner code on every import: 50 bits of
 * their hash, so that two of a million instruments meet with a chance of 1 in 2,000.
 */
function codeOf(unit: UnitKey, innerCode: string): string {
  const hash = createHash('sha256').update(`${unit.code}\n${innerCode}`).digest();
  const letters = Array.from(hash.subarray(0, 10), (byte) => LETTERS[byte % 32]).join('');
  return `DY-${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function contentOf(
  { unit, instrument }: BatchRow,
  crews: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
): Row {
  return {
    crew_id: crews.get(`${unit.id} ${instrument.crew ?? ''}`) ?? null,
    group_id: groups.get(`${unit.id} ${instrument.group ?? ''}`) ?? null,
    class_code: instrument.classCode,
    name: instrument.name,
    name_en: instrument.nameEn,
    maker: instrument.maker,
    model: instrument.model,
    description: instrument.description,
    parameters: instrument.parameters,
    room: instrument.room,
    address: instrument.address ?? unit.address,
    lat: instrument.lat ?? unit.lat,
    lon: instrument.lon ?? unit.lon,
    commissioned_on: instrument.commissionedOn,
    original_value_fen: instrument.originalValueFen,
    status: instrument.status,
    takes_time: instrument.takesTime,
    takes_samples: instrument.testItems.length > 0,
    accepts_vouchers: instrument.acceptsVouchers,
  };
}

/** The rows of one batch by table, gathered first so that each table takes one statement. */
interface Gathered {
  instruments: Row[];
  stations: Row[];
  test_items: Row[];
  booking_rules: Row[];
  price_lists: Row[];
  price_items: Row[];
}

function addStations(deps: WriteDeps, out: Gathered, id: string, from: number, to: number): void {
  for (let position = from + 1; position <= to; position += 1) {
    const name = to === 1 ? '主机' : `${String(position)} 号工位`;
    out.stations.push({ id: deps.newId(), instrument_id: id, position, name });
  }
}

function addPrices(
  deps: WriteDeps,
  out: Gathered,
  id: string,
  { prices }: ImportedInstrument,
  validFrom: string,
  testItems: ReadonlyMap<string, string>,
): void {
  if (prices.items.length === 0) return;
  const listId = deps.newId();
  out.price_lists.push({
    id: listId,
    instrument_id: id,
    charging_mode: prices.chargingMode,
    off_peak: toJson(prices.offPeak),
    minimum_fen: prices.minimumFen,
    subsidy_per_hour_fen: prices.subsidyPerHourFen,
    valid_from: validFrom,
    valid_to: null,
  });
  for (const [position, item] of prices.items.entries()) {
    out.price_items.push({
      price_list_id: listId,
      position,
      user_kind: item.userKind,
      item: item.item,
      test_item_id: item.testItem === null ? null : (testItems.get(item.testItem) ?? null),
      name: item.name,
      unit_fen: item.unitFen,
    });
  }
}

/** Writes what differs of an instrument that is there already. @returns whether anything did. */
async function change(
  deps: WriteDeps,
  trx: Trx,
  out: Gathered,
  stored: StoredInstrument,
  { instrument }: BatchRow,
  content: Row,
  today: string,
): Promise<boolean> {
  const now = deps.clock.now();
  const { id } = stored;
  let isChanged = false;
  if (!isDeepStrictEqual(content, stored.content)) {
    await updateInstrument(trx, id, content, now);
    isChanged = true;
  }
  if (!isDeepStrictEqual(instrument.rules, stored.rules)) {
    const version = stored.rulesVersion + 1;
    out.booking_rules.push(rulesRow(id, version, instrument, now));
    isChanged = true;
  }
  // Stations are never taken away here: bookings may lie on them.
  if (instrument.stations > stored.stations) {
    addStations(deps, out, id, stored.stations, instrument.stations);
    isChanged = true;
  }
  const tests = new Map(stored.testItems);
  for (const name of instrument.testItems.filter((one) => !tests.has(one))) {
    tests.set(name, deps.newId());
    out.test_items.push({ id: tests.get(name), instrument_id: id, name });
    isChanged = true;
  }
  const { validFrom, ...prices } = instrument.prices;
  if (!isDeepStrictEqual(prices, stored.prices)) {
    const from = validFrom ?? today;
    if (stored.priceListId !== null && stored.pricesFrom === from) {
      await deletePriceList(trx, stored.priceListId);
    } else if (stored.priceListId !== null && (stored.pricesFrom ?? from) < from) {
      const eve = later(new Date(`${from}T00:00:00.000Z`), -DAY).toISOString().slice(0, 10);
      await endPriceList(trx, stored.priceListId, eve);
    }
    addPrices(deps, out, id, instrument, from, tests);
    isChanged = true;
  }
  return isChanged;
}

const rulesRow = (id: string, version: number, instrument: ImportedInstrument, now: Date): Row => ({
  instrument_id: id,
  version,
  rules: toJson(instrument.rules),
  created_at: now,
  created_by: null,
});

function create(deps: WriteDeps, out: Gathered, row: BatchRow, content: Row, today: string): string {
  const { unit, instrument } = row;
  const now = deps.clock.now();
  const id = deps.newId();
  out.instruments.push({
    id,
    code: codeOf(unit, instrument.innerCode),
    unit_id: unit.id,
    inner_code: instrument.innerCode,
    ...content,
    parameters: toJson(instrument.parameters),
    created_at: now,
    updated_at: now,
  });
  addStations(deps, out, id, 0, instrument.stations);
  const tests = new Map(instrument.testItems.map((name) => [name, deps.newId()]));
  for (const [name, testId] of tests) out.test_items.push({ id: testId, instrument_id: id, name });
  out.booking_rules.push(rulesRow(id, 1, instrument, now));
  addPrices(deps, out, id, instrument, instrument.prices.validFrom ?? today, tests);
  return id;
}

/** Writes one batch in the caller's transaction; what is there already and equal stays untouched. */
export async function writeImportBatch(
  deps: WriteDeps,
  trx: Trx,
  rows: readonly BatchRow[],
): Promise<BatchOutcome> {
  const today = deps.clock.now().toISOString().slice(0, 10);
  const named = (column: 'crew' | 'group') =>
    rows.flatMap(({ unit, instrument }) => {
      const name = instrument[column];
      return name === null ? [] : [{ unitId: unit.id, name }];
    });
  const crews = await ensureNamed(trx, 'crews', named('crew'), deps.newId);
  const groups = await ensureNamed(trx, 'research_groups', named('group'), deps.newId);
  const known = await findStored(
    trx,
    rows.map(({ unit, instrument }) => ({ unitId: unit.id, innerCode: instrument.innerCode })),
  );
  const out: Gathered = {
    instruments: [],
    stations: [],
    test_items: [],
    booking_rules: [],
    price_lists: [],
    price_items: [],
  };
  const outcome: BatchOutcome = { ids: [], created: 0, changed: 0, unchanged: 0 };
  for (const row of rows) {
    const content = contentOf(row, crews, groups);
    const stored = known.get(`${row.unit.id} ${row.instrument.innerCode}`);
    if (stored === undefined) {
      outcome.ids.push(create(deps, out, row, content, today));
      outcome.created += 1;
    } else if (await change(deps, trx, out, stored, row, content, today)) {
      outcome.ids.push(stored.id);
      outcome.changed += 1;
    } else outcome.unchanged += 1;
  }
  for (const [table, some] of Object.entries(out) as [string, Row[]][]) {
    await insertRows(trx, table, some);
  }
  return outcome;
}
