import type { Knex } from 'knex';
import type { Trx } from '../../infra/database.ts';
import { ratingSumsOf } from '../reviews/index.ts';
import type { CatalogueEntry } from './domain/catalogue.ts';

const escapeLike = (word: string) => word.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The catalogue's entries, or those of them whose document was written since an instant. */
export async function findEntries(trx: Trx, since: Date | null): Promise<CatalogueEntry[]> {
  const query = trx('search_documents as d')
    .join('regions as r', 'r.code', 'd.city_code')
    .join('instrument_classes as c', 'c.code', 'd.class_code')
    .join('units as u', 'u.id', 'd.unit_id')
    .leftJoin('instrument_ratings as g', 'g.instrument_id', 'd.instrument_id')
    .select('g.*', 'd.*', 'r.name as city_name', 'c.name as class_name', 'u.name as unit_name');
  if (since !== null) void query.where('d.refreshed_at', '>=', since);
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrumentId: String(row['instrument_id']),
    status: String(row['status']),
    cityCode: String(row['city_code']),
    cityName: String(row['city_name']),
    classCode: String(row['class_code']),
    className: String(row['class_name']),
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    maker: String(row['maker']),
    acceptsVouchers: Boolean(row['accepts_vouchers']),
    lat: row['lat'] as number | null,
    lon: row['lon'] as number | null,
    pricesFen: {
      own_group: row['own_group_fen'] as number | null,
      own_unit: row['own_unit_fen'] as number | null,
      academic: row['academic_fen'] as number | null,
      company: row['company_fen'] as number | null,
    },
    priceItem: row['price_item'] as string | null,
    rating: ratingSumsOf(row),
    nextFreeAt: row['next_free_at'] as Date | null,
    text: String(row['text']),
    refreshedAt: row['refreshed_at'] as Date,
  }));
}

export interface Suggestion {
  kind: 'class' | 'model' | 'maker' | 'unit' | 'city' | 'name';
  text: string;
  count: number;
}

/** Words that begin, or contain, what has been typed, with how many instruments they find. */
export async function findSuggestions(
  trx: Trx,
  typed: string,
  limit: number,
): Promise<Suggestion[]> {
  const inside = `%${escapeLike(typed)}%`;
  const source = (
    kind: Suggestion['kind'],
    text: string,
    build: (query: Knex.QueryBuilder) => unknown,
  ) => {
    const query = trx('search_documents as d')
      .whereNot('d.status', 'retired')
      .select(trx.raw('? as kind', [kind]), `${text} as text`)
      .count('* as n')
      .where(text, 'like', inside)
      .groupBy(text)
      .orderBy('n', 'desc')
      .limit(limit);
    build(query);
    return trx.select('*').from(query.as(`by_${kind}_${text.replace('.', '_')}`));
  };
  const rows = (await trx.unionAll([
    source('class', 'c.name', (q) => q.join('instrument_classes as c', 'c.code', 'd.class_code')),
    source('class', 'a.alias', (q) => q.join('class_aliases as a', 'a.class_code', 'd.class_code')),
    source('model', 'i.model', (q) => q.join('instruments as i', 'i.id', 'd.instrument_id')),
    source('maker', 'd.maker', (q) => q),
    source('unit', 'u.name', (q) => q.join('units as u', 'u.id', 'd.unit_id')),
    source('city', 'r.name', (q) => q.join('regions as r', 'r.code', 'd.city_code')),
  ])) as Record<string, unknown>[];
  return rows.map((row) => ({
    kind: row['kind'] as Suggestion['kind'],
    text: String(row['text']),
    count: Number(row['n']),
  }));
}

/** Class, city and maker names that a word stands for exactly, to say how it was read. */
export async function findMeanings(
  trx: Trx,
  words: readonly string[],
): Promise<{ kind: 'class' | 'city' | 'maker'; word: string; value: string; name: string }[]> {
  if (words.length === 0) return [];
  const rows = (await trx.unionAll([
    trx('regions')
      .whereIn('name', [...words])
      .orWhereIn(
        'name',
        words.map((word) => `${word}市`),
      )
      .select(trx.raw("'city' as kind"), 'name as word', 'code as value', 'name'),
    trx('instrument_classes')
      .where('level', 3)
      .whereIn('name', [...words])
      .select(trx.raw("'class' as kind"), 'name as word', 'code as value', 'name'),
    trx('class_aliases as a')
      .join('instrument_classes as c', 'c.code', 'a.class_code')
      .whereIn('a.alias', [...words])
      .select(trx.raw("'class' as kind"), 'a.alias as word', 'c.code as value', 'c.name'),
  ])) as Record<string, unknown>[];
  return rows.map((row) => ({
    kind: row['kind'] as 'class' | 'city',
    word: String(row['word']),
    value: String(row['value']),
    name: String(row['name']),
  }));
}
