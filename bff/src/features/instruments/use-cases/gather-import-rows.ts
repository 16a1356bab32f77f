import { createHash } from 'node:crypto';
import type { Deps } from '../../../deps.ts';
import { toJson } from '../../../infra/database.ts';
import type { ImportedInstrument } from '../domain/import-row.ts';
import type { UnitKey } from '../import-repository.ts';

export interface BatchRow {
  unit: UnitKey;
  instrument: ImportedInstrument;
}

type Row = Record<string, unknown>;
export type WriteDeps = Pick<Deps, 'clock' | 'newId'>;

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

/** The columns of an instrument that an import writes. */
export function contentOf(
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
export interface Gathered {
  instruments: Row[];
  stations: Row[];
  test_items: Row[];
  booking_rules: Row[];
  price_lists: Row[];
  price_items: Row[];
}

export function addStations(
  deps: WriteDeps,
  out: Gathered,
  id: string,
  from: number,
  to: number,
): void {
  for (let position = from + 1; position <= to; position += 1) {
    const name = to === 1 ? '主机' : `${String(position)} 号工位`;
    out.stations.push({ id: deps.newId(), instrument_id: id, position, name });
  }
}

export function addPrices(
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

export const rulesRow = (
  id: string,
  version: number,
  instrument: ImportedInstrument,
  now: Date,
): Row => ({
  instrument_id: id,
  version,
  rules: toJson(instrument.rules),
  created_at: now,
  created_by: null,
});

/** Gathers all rows of a new instrument. @returns its id. */
export function create(
  deps: WriteDeps,
  out: Gathered,
  row: BatchRow,
  content: Row,
  today: string,
): string {
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
