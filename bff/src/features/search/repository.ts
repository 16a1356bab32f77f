import type { Knex } from 'knex';
import type { Trx } from '../../infra/database.ts';
import type { UserKind } from '../instruments/index.ts';
import type { FacetKeys } from './domain/facets.ts';

/** Everything a list may be narrowed by. */
export interface SearchFilter {
  words: readonly string[];
  classCode?: string | undefined;
  city?: string | undefined;
  unitId?: string | undefined;
  maker?: string | undefined;
  priceMaxFen?: number | undefined;
  voucher?: boolean | undefined;
  openTo?: UserKind | undefined;
  /** Whose price `priceMaxFen` and the order by price mean. */
  userKind: UserKind;
}

const escapeLike = (word: string) => word.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function filtered(trx: Trx, filter: SearchFilter): Knex.QueryBuilder {
  const query = trx('search_documents as d').whereNot('d.status', 'retired');
  for (const word of filter.words) {
    void query.where('d.text', 'like', `%${escapeLike(word)}%`);
  }
  if (filter.classCode !== undefined) {
    const code = filter.classCode.replace(/(00){1,2}$/, '');
    void query.where('d.class_code', 'like', `${code}%`);
  }
  if (filter.city !== undefined) {
    const { city } = filter;
    void query.where((place) => {
      void place.where('d.city_code', city).orWhereIn(
        'd.city_code',
        trx('regions')
          .select('code')
          .whereIn('name', [city, `${city}市`]),
      );
    });
  }
  if (filter.unitId !== undefined) void query.where('d.unit_id', filter.unitId);
  if (filter.maker !== undefined) void query.where('d.maker', filter.maker);
  if (filter.priceMaxFen !== undefined) {
    void query.where(`d.${filter.userKind}_fen`, '<=', filter.priceMaxFen);
  }
  if (filter.voucher !== undefined) void query.where('d.accepts_vouchers', filter.voucher);
  if (filter.openTo !== undefined) void query.whereNotNull(`d.${filter.openTo}_fen`);
  return query;
}

export interface Hit extends FacetKeys {
  instrumentId: string;
  lat: number | null;
  lon: number | null;
  /** What `priceMaxFen` and the order by price go by. */
  priceFen: number | null;
  pricesFen: Record<UserKind, number | null>;
  priceItem: string | null;
  ratingMilli: number;
  ratingCount: number;
  nextFreeAt: Date | null;
  text: string;
}

/** All matches, unordered; a province holds some thousands, which are ranked in memory. */
export async function findHits(trx: Trx, filter: SearchFilter): Promise<Hit[]> {
  const rows = (await filtered(trx, filter).select(
    'd.instrument_id',
    'd.city_code',
    'd.class_code',
    'd.unit_id',
    'd.maker',
    'd.lat',
    'd.lon',
    'd.own_group_fen',
    'd.own_unit_fen',
    'd.academic_fen',
    'd.company_fen',
    'd.price_item',
    'd.rating_milli',
    'd.rating_count',
    'd.next_free_at',
    // The text serves ranking by words only; a list without words does not carry it over.
    filter.words.length > 0 ? 'd.text' : trx.raw("'' as text"),
  )) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrumentId: String(row['instrument_id']),
    cityCode: String(row['city_code']),
    classCode: String(row['class_code']),
    unitId: String(row['unit_id']),
    maker: String(row['maker']),
    lat: row['lat'] as number | null,
    lon: row['lon'] as number | null,
    priceFen: row[`${filter.userKind}_fen`] as number | null,
    pricesFen: {
      own_group: row['own_group_fen'] as number | null,
      own_unit: row['own_unit_fen'] as number | null,
      academic: row['academic_fen'] as number | null,
      company: row['company_fen'] as number | null,
    },
    priceItem: row['price_item'] as string | null,
    ratingMilli: Number(row['rating_milli']),
    ratingCount: Number(row['rating_count']),
    nextFreeAt: row['next_free_at'] as Date | null,
    text: String(row['text']),
  }));
}

/** The names of cities, classes and units by their code or id, in one statement. */
export async function findNames(
  trx: Trx,
  wanted: { cityCodes: string[]; classCodes: string[]; unitIds: string[] },
): Promise<ReadonlyMap<string, string>> {
  const rows = (await trx.unionAll([
    trx('regions').whereIn('code', wanted.cityCodes).select('code as value', 'name'),
    trx('instrument_classes').whereIn('code', wanted.classCodes).select('code as value', 'name'),
    trx('units').whereIn('id', wanted.unitIds).select('id as value', 'name'),
  ])) as { value: string; name: string }[];
  return new Map(rows.map(({ value, name }) => [value, name]));
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

export interface ShownRating {
  milli: number;
  count: number;
  sums: { quality: number; speed: number; attitude: number; value: number };
  /** How many reviews came to 1, 2, 3, 4 and 5 stars. */
  stars: number[];
}

/** An instrument's rating as lists show it, with the sums behind it. */
export async function findShownRating(trx: Trx, instrumentId: string): Promise<ShownRating> {
  const row = (await trx('search_documents as d')
    .leftJoin('instrument_ratings as g', 'g.instrument_id', 'd.instrument_id')
    .where('d.instrument_id', instrumentId)
    .first('g.*', 'd.rating_milli', 'd.rating_count')) as Record<string, unknown> | undefined;
  const at = (column: string) => Number(row?.[column] ?? 0);
  return {
    milli: at('rating_milli'),
    count: at('rating_count'),
    sums: {
      quality: at('quality_sum'),
      speed: at('speed_sum'),
      attitude: at('attitude_sum'),
      value: at('worth_sum'),
    },
    stars: [1, 2, 3, 4, 5].map((stars) => at(`stars_${String(stars)}`)),
  };
}
