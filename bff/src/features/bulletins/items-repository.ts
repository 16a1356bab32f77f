import { toJson, type Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { BulletinItem } from './domain/content.ts';
import type { Finding } from './domain/figures.ts';

/** Puts a draft's items in the place of what it held. */
export async function replaceItems(
  trx: Trx,
  bulletinId: string,
  items: readonly BulletinItem[],
): Promise<void> {
  await trx('bulletin_items').where({ bulletin_id: bulletinId }).delete();
  await insertRows(
    trx,
    'bulletin_items',
    items.map(({ figures, finding, id, instrument, unitId }) => ({
      id,
      bulletin_id: bulletinId,
      unit_id: unitId,
      instrument_id: instrument.id,
      finding,
      figures: toJson(figures),
    })),
  );
}

/** What a bulletin finds of a unit: instruments named, items that ask for an answer, and those that have one. */
export interface Standing {
  bulletinId: string;
  unitId: string;
  regionCode: string;
  instruments: number;
  asked: number;
  answered: number;
}

const PRAISE: Finding = 'best_used';

/** The units that bulletins name; a word for the whole unit answers all of its items. */
export async function findStandings(trx: Trx, bulletinIds: readonly string[]): Promise<Standing[]> {
  if (bulletinIds.length === 0) return [];
  const rows = (await trx('bulletin_items as i')
    .join('units as u', 'u.id', 'i.unit_id')
    .whereIn('i.bulletin_id', [...bulletinIds])
    .groupBy('i.bulletin_id', 'i.unit_id')
    .orderBy(['i.bulletin_id', 'i.unit_id'])
    .select('i.bulletin_id', 'i.unit_id', 'u.region_code')
    .countDistinct({ instruments: 'i.instrument_id' })
    .select(
      trx.raw('sum(i.finding <> ?) as asked', [PRAISE]),
      trx.raw(
        `sum(i.finding <> ? and exists (
               select 1 from bulletin_answers a
                where a.bulletin_id = i.bulletin_id and a.unit_id = i.unit_id
                  and (a.item_id is null or a.item_id = i.id))) as answered`,
        [PRAISE],
      ),
    )) as Record<string, unknown>[];
  return rows.map((row) => ({
    bulletinId: String(row['bulletin_id']),
    unitId: String(row['unit_id']),
    regionCode: String(row['region_code']),
    instruments: Number(row['instruments']),
    asked: Number(row['asked']),
    answered: Number(row['answered']),
  }));
}
