import { fromJson, type Trx } from '../../infra/database.ts';
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
