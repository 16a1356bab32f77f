import type { Trx } from '../../infra/database.ts';
import type { IndexedInstrument } from './domain/index-rows.ts';

/** Of everything an instrument is found by: another number when any of it is another. */
export const WORDS_HASH = `crc32(concat_ws('\\n', i.name, i.name_en, i.model, i.maker, i.description,
  i.class_code, i.unit_id))`;

export interface StoredWords extends IndexedInstrument {
  unitId: string;
  cityCode: string;
  wordsHash: number;
}

type Row = Record<string, unknown>;

const toWords = (row: Row): StoredWords => ({
  id: String(row['id']),
  name: String(row['name']),
  nameEn: row['name_en'] as string | null,
  model: String(row['model']),
  maker: String(row['maker']),
  description: String(row['description']),
  classCode: String(row['class_code']),
  className: String(row['class_name']),
  unitName: String(row['unit_name']),
  unitId: String(row['unit_id']),
  cityCode: String(row['city_code']),
  wordsHash: Number(row['words_hash']),
});

const words = (trx: Trx) =>
  trx('search_documents as d')
    .join('instruments as i', 'i.id', 'd.instrument_id')
    .join('units as u', 'u.id', 'i.unit_id')
    .join('instrument_classes as c', 'c.code', 'i.class_code')
    .select(
      'i.id',
      'i.name',
      'i.name_en',
      'i.model',
      'i.maker',
      'i.description',
      'i.class_code',
      'i.unit_id',
      'd.city_code',
      'c.name as class_name',
      'u.name as unit_name',
      trx.raw(`${WORDS_HASH} as words_hash`),
    );

/**
 * The ids of documents from behind one on. They are chosen before anything is joined: else every page
 * would read and sort the whole catalogue.
 */
export const pageOfIds = (trx: Trx, id: string, most: number) =>
  trx('search_documents')
    .where('instrument_id', '>', id)
    .orderBy('instrument_id')
    .limit(most)
    .select('instrument_id');

/** The words of some instruments. */
export async function findWords(trx: Trx, ids: readonly string[]): Promise<StoredWords[]> {
  return ((await words(trx).whereIn('i.id', [...ids])) as Row[]).map(toWords);
}

/** The words of all that can be found, in the order of their ids, from behind one on. */
export async function findWordsAfter(trx: Trx, id: string, most: number): Promise<StoredWords[]> {
  const page = pageOfIds(trx, id, most).whereNot('status', 'retired');
  const rows = (await words(trx)
    .join(page.as('page'), 'page.instrument_id', 'd.instrument_id')
    .orderBy('d.instrument_id')) as Row[];
  return rows.map(toWords);
}

/** Every city and unit that has an instrument, with its names. */
export async function findPlaces(trx: Trx) {
  const cities = (await trx('regions')
    .whereIn('code', trx('search_documents').distinct('city_code'))
    .select('code', 'name', 'name_en')) as { code: string; name: string; name_en: string }[];
  const units = (await trx('units')
    .whereIn('id', trx('search_documents').distinct('unit_id'))
    .select('id', 'name', 'name_en', 'short_name')) as {
    id: string;
    name: string;
    name_en: string;
    short_name: string;
  }[];
  return { cities, units };
}
