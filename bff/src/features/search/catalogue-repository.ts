import type { Trx } from '../../infra/database.ts';
import { ratingSumsOf } from '../reviews/index.ts';
import type { CatalogueEntry } from './domain/catalogue.ts';
import { pageOfIds, WORDS_HASH } from './words-repository.ts';

type Row = Record<string, unknown>;

const fen = (value: unknown) => value as number | null;

function toEntry(row: Row): CatalogueEntry {
  const [startsAt, endsAt] = [row['next_free_at'], row['next_free_ends_at']] as (Date | null)[];
  return {
    id: String(row['instrument_id']),
    code: String(row['code']),
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    unitNameEn: String(row['unit_name_en']),
    unitShortName: String(row['unit_short_name']),
    groupId: row['group_id'] as string | null,
    crewName: row['crew_name'] as string | null,
    classCode: String(row['class_code']),
    className: String(row['class_name']),
    name: String(row['name']),
    nameEn: row['name_en'] as string | null,
    maker: String(row['maker']),
    model: String(row['model']),
    cityCode: String(row['city_code']),
    cityName: String(row['city_name']),
    lat: row['lat'] as number | null,
    lon: row['lon'] as number | null,
    status: row['status'] as CatalogueEntry['status'],
    acceptsVouchers: Boolean(row['accepts_vouchers']),
    pricesFen: {
      own_group: fen(row['own_group_fen']),
      own_unit: fen(row['own_unit_fen']),
      academic: fen(row['academic_fen']),
      company: fen(row['company_fen']),
    },
    priceItem: row['price_item'] as string | null,
    rating: ratingSumsOf(row),
    nextFree: startsAt && endsAt ? { startsAt, endsAt } : null,
    wordsHash: Number(row['words_hash']),
    refreshedAt: row['refreshed_at'] as Date,
  };
}

const entries = (trx: Trx) =>
  trx('search_documents as d')
    .join('instruments as i', 'i.id', 'd.instrument_id')
    .join('regions as r', 'r.code', 'd.city_code')
    .join('instrument_classes as c', 'c.code', 'd.class_code')
    .join('units as u', 'u.id', 'd.unit_id')
    .leftJoin('crews', 'crews.id', 'i.crew_id')
    .leftJoin('instrument_ratings as g', 'g.instrument_id', 'd.instrument_id')
    .select(
      'g.*',
      'd.*',
      'i.code',
      'i.group_id',
      'i.name',
      'i.name_en',
      'i.maker',
      'i.model',
      'crews.name as crew_name',
      'r.name as city_name',
      'c.name as class_name',
      'u.name as unit_name',
      'u.name_en as unit_name_en',
      'u.short_name as unit_short_name',
      trx.raw(`${WORDS_HASH} as words_hash`),
    );

/** The entries of some instruments. */
export async function findEntries(trx: Trx, ids: readonly string[]): Promise<CatalogueEntry[]> {
  return ((await entries(trx).whereIn('d.instrument_id', [...ids])) as Row[]).map(toEntry);
}

/** Entries in the order of their ids, from behind one on. */
export async function findEntriesAfter(
  trx: Trx,
  id: string,
  most: number,
): Promise<CatalogueEntry[]> {
  const rows = (await entries(trx)
    .join(pageOfIds(trx, id, most).as('page'), 'page.instrument_id', 'd.instrument_id')
    .orderBy('d.instrument_id')) as Row[];
  return rows.map(toEntry);
}

/** Which entries were written since an instant, and when. */
export async function findRefreshed(
  trx: Trx,
  since: Date,
): Promise<{ id: string; refreshedAt: Date }[]> {
  const rows = (await trx('search_documents')
    .where('refreshed_at', '>=', since)
    .select('instrument_id', 'refreshed_at')) as { instrument_id: string; refreshed_at: Date }[];
  return rows.map((row) => ({ id: row.instrument_id, refreshedAt: row.refreshed_at }));
}
