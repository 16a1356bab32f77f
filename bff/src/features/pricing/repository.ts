import type { Knex } from 'knex';
import { DAY, later } from '../../infra/clock.ts';
import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import type { PriceItem, PriceList } from './domain/price-list.ts';

const day = (value: unknown): string | null =>
  value === null ? null : (value as Date).toISOString().slice(0, 10);

/** The list that holds on a calendar day of the unit, with its items in their own order. */
export async function findPriceList(
  trx: Trx,
  instrumentId: string,
  onDay: string,
): Promise<PriceList | undefined> {
  const newest = trx('price_lists')
    .where({ instrument_id: instrumentId })
    .andWhere('valid_from', '<=', onDay)
    .andWhere((open) => void open.whereNull('valid_to').orWhere('valid_to', '>=', onDay))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .as('l');
  const rows = (await trx
    .from(newest)
    .leftJoin('price_items as p', 'p.price_list_id', 'l.id')
    .orderBy('p.position')
    .select('l.*', 'p.position', 'p.user_kind', 'p.item', 'p.test_item_id', 'p.unit_fen')
    .select('p.name as item_name')) as Record<string, unknown>[];
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    id: String(first['id']),
    chargingMode: first['charging_mode'] as PriceList['chargingMode'],
    offPeak: fromJson(first['off_peak']),
    minimumFen: Number(first['minimum_fen']),
    subsidyPerHourFen: Number(first['subsidy_per_hour_fen']),
    validFrom: day(first['valid_from']) ?? '',
    validTo: day(first['valid_to']),
    items: rows
      .filter((row) => row['position'] !== null)
      .map((row) => ({
        userKind: row['user_kind'] as PriceItem['userKind'],
        item: row['item'] as PriceItem['item'],
        testItemId: row['test_item_id'] as string | null,
        name: String(row['item_name']),
        unitFen: Number(row['unit_fen']),
      })),
  };
}

/**
 * The lists of an instrument `i` that hold at an instant or later, as a column of another statement;
 * `pickPriceList` chooses by the unit's own day, which may be the one before the UTC day.
 */
export function priceListsColumn(trx: Trx, from: Date): Knex.Raw {
  return trx.raw(
    `(select json_arrayagg(json_object('id', l.id, 'chargingMode', l.charging_mode,
         'offPeak', l.off_peak, 'minimumFen', l.minimum_fen,
         'subsidyPerHourFen', l.subsidy_per_hour_fen, 'validFrom', l.valid_from,
         'validTo', l.valid_to, 'items',
         (select json_arrayagg(json_object('position', p.position, 'userKind', p.user_kind,
             'item', p.item, 'testItemId', p.test_item_id, 'name', p.name, 'unitFen', p.unit_fen))
            from price_items p where p.price_list_id = l.id)))
       from price_lists l
      where l.instrument_id = i.id and (l.valid_to is null or l.valid_to >= ?))`,
    [later(from, -DAY).toISOString().slice(0, 10)],
  );
}

/** Of such a column's lists the one that holds on a calendar day of the unit. */
export function pickPriceList(column: unknown, onDay: string): PriceList | undefined {
  const lists = fromJson<PriceList[] | null>(column) ?? [];
  const [newest] = lists
    .filter(({ validFrom, validTo }) => validFrom <= onDay && (validTo ?? onDay) >= onDay)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  if (newest === undefined) return undefined;
  const items = fromJson<(PriceItem & { position: number })[] | null>(newest.items) ?? [];
  return {
    ...newest,
    offPeak: fromJson(newest.offPeak),
    items: items.sort((a, b) => a.position - b.position).map(({ position: _, ...item }) => item),
  };
}

/** All lists of an instrument, the latest first. */
export async function findPriceLists(trx: Trx, instrumentId: string): Promise<PriceList[]> {
  const days = (await trx('price_lists')
    .where({ instrument_id: instrumentId })
    .orderBy('valid_from', 'desc')
    .select('valid_from')) as { valid_from: Date }[];
  const lists: PriceList[] = [];
  for (const { valid_from: from } of days) {
    const list = await findPriceList(trx, instrumentId, from.toISOString().slice(0, 10));
    if (list !== undefined) lists.push(list);
  }
  return lists;
}

/** Adds a list; two that begin on one day fail on `price_lists__valid_from`. */
export async function insertPriceList(
  trx: Trx,
  instrumentId: string,
  list: PriceList,
): Promise<void> {
  await trx('price_lists').insert({
    id: list.id,
    instrument_id: instrumentId,
    charging_mode: list.chargingMode,
    off_peak: toJson(list.offPeak),
    minimum_fen: list.minimumFen,
    subsidy_per_hour_fen: list.subsidyPerHourFen,
    valid_from: list.validFrom,
    valid_to: list.validTo,
  });
  await trx('price_items').insert(
    list.items.map((row, position) => ({
      price_list_id: list.id,
      position,
      user_kind: row.userKind,
      item: row.item,
      test_item_id: row.testItemId,
      name: row.name,
      unit_fen: row.unitFen,
    })),
  );
}

/** Sets the last day on which a list holds; null leaves it open. */
export async function endPriceList(trx: Trx, id: string, lastDay: string | null): Promise<void> {
  await trx('price_lists').where({ id }).update({ valid_to: lastDay });
}

export async function deletePriceList(trx: Trx, id: string): Promise<void> {
  await trx('price_items').where({ price_list_id: id }).delete();
  await trx('price_lists').where({ id }).delete();
}
