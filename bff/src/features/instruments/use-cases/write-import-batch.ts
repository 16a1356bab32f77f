import { isDeepStrictEqual } from 'node:util';
import { DAY, later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { insertRows } from '../../../infra/insert-rows.ts';
import {
  deletePriceList,
  endPriceList,
  ensureNamed,
  findStored,
  type StoredInstrument,
  updateInstrument,
} from '../import-repository.ts';
import {
  addPrices,
  addStations,
  type BatchRow,
  contentOf,
  create,
  type Gathered,
  rulesRow,
  type WriteDeps,
} from './gather-import-rows.ts';

export interface BatchOutcome {
  ids: string[];
  /** Those that take bookings now and did not before. */
  opened: string[];
  created: number;
  changed: number;
  unchanged: number;
}

type Row = Record<string, unknown>;

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
      const eve = later(new Date(`${from}T00:00:00.000Z`), -DAY)
        .toISOString()
        .slice(0, 10);
      await endPriceList(trx, stored.priceListId, eve);
    }
    addPrices(deps, out, id, instrument, from, tests);
    isChanged = true;
  }
  return isChanged;
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
  const outcome: BatchOutcome = { ids: [], opened: [], created: 0, changed: 0, unchanged: 0 };
  for (const row of rows) {
    const content = contentOf(row, crews, groups);
    const stored = known.get(`${row.unit.id} ${row.instrument.innerCode}`);
    if (stored === undefined) {
      const id = create(deps, out, row, content, today);
      outcome.ids.push(id);
      if (row.instrument.status === 'open') outcome.opened.push(id);
      outcome.created += 1;
    } else if (await change(deps, trx, out, stored, row, content, today)) {
      outcome.ids.push(stored.id);
      const wasOpen = stored.content['status'] === 'open';
      if (row.instrument.status === 'open' && !wasOpen) outcome.opened.push(stored.id);
      outcome.changed += 1;
    } else outcome.unchanged += 1;
  }
  for (const [table, some] of Object.entries(out) as [string, Row[]][]) {
    await insertRows(trx, table, some);
  }
  return outcome;
}
