import type { Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { Affinity } from './domain/affinity.ts';
import type { PastBooking } from './domain/interest.ts';

/**
 * What the type of an instrument is, of its search document `d`: everything learnt and recommended goes
 * by it, and nothing else says it.
 */
export const TYPE = 'd.class_code';

/** States in which a booking says that its owner wanted the instrument. */
const NOT_MEANT = ['held', 'expired'];
const MOST_REMEMBERED = 300;

/** What a person booked last, newest first. */
export async function findHistory(trx: Trx, userId: string, since: Date): Promise<PastBooking[]> {
  const rows = (await trx('bookings as b')
    .join('search_documents as d', 'd.instrument_id', 'b.instrument_id')
    .where('b.owner_id', userId)
    .where('b.created_at', '>=', since)
    .whereNotIn('b.state', NOT_MEANT)
    .orderBy('b.created_at', 'desc')
    .limit(MOST_REMEMBERED)
    .select('b.instrument_id', 'b.created_at', `${TYPE} as type`)) as {
    instrument_id: string;
    created_at: Date;
    type: string;
  }[];
  return rows.map((row) => ({
    type: row.type,
    instrumentId: row.instrument_id,
    at: row.created_at,
  }));
}

/** Which types each person booked, people in the order of their ids, those after `after`. */
export async function findTypesOfPeople(
  trx: Trx,
  since: Date,
  after: string,
  limit: number,
): Promise<{ userId: string; types: string[] }[]> {
  const people = (await trx('bookings')
    .where('owner_id', '>', after)
    .orderBy('owner_id')
    .limit(limit)
    .distinct('owner_id')) as { owner_id: string }[];
  const last = people.at(-1)?.owner_id;
  if (last === undefined) return [];
  const rows = (await trx('bookings as b')
    .join('search_documents as d', 'd.instrument_id', 'b.instrument_id')
    .where('b.owner_id', '>', after)
    .where('b.owner_id', '<=', last)
    .where('b.created_at', '>=', since)
    .whereNotIn('b.state', NOT_MEANT)
    .distinct('b.owner_id', `${TYPE} as type`)) as { owner_id: string; type: string }[];
  const types = new Map(people.map(({ owner_id: id }) => [id, [] as string[]]));
  for (const row of rows) types.get(row.owner_id)?.push(row.type);
  return [...types].map(([userId, some]) => ({ userId, types: some }));
}

/** How many people booked each type in each city. */
export async function countPopularity(
  trx: Trx,
  since: Date,
): Promise<{ cityCode: string; type: string; people: number }[]> {
  const rows = (await trx('bookings as b')
    .join('search_documents as d', 'd.instrument_id', 'b.instrument_id')
    .where('b.created_at', '>=', since)
    .whereNotIn('b.state', NOT_MEANT)
    .groupBy('d.city_code', TYPE)
    .select('d.city_code', `${TYPE} as type`)
    .countDistinct('b.owner_id as people')) as {
    city_code: string;
    type: string;
    people: number;
  }[];
  return rows.map(({ city_code: cityCode, ...row }) => ({ ...row, cityCode }));
}

/** Puts what was learnt in the place of what was known before. */
export async function replaceLearnt(
  trx: Trx,
  learnt: {
    affinities: readonly Affinity[];
    popularity: readonly { cityCode: string; type: string; people: number }[];
  },
): Promise<void> {
  await trx('type_affinities').delete();
  await trx('type_popularity').delete();
  await insertRows(
    trx,
    'type_affinities',
    learnt.affinities.map((one) => ({ ...one })),
  );
  await insertRows(
    trx,
    'type_popularity',
    learnt.popularity.map(({ cityCode, ...one }) => ({ city_code: cityCode, ...one })),
  );
}

export async function findAffinities(trx: Trx, types: readonly string[]): Promise<Affinity[]> {
  return await trx('type_affinities')
    .whereIn('type', [...types])
    .select('type', 'other', 'weight', 'people');
}

/** How many people book each type in some cities, most booked first. */
export async function findPopularity(
  trx: Trx,
  cityCodes: readonly string[],
): Promise<Map<string, number>> {
  const rows = (await trx('type_popularity')
    .whereIn('city_code', [...cityCodes])
    .groupBy('type')
    .select('type')
    .sum('people as people')) as { type: string; people: string }[];
  return new Map(rows.map((row) => [row.type, Number(row.people)]));
}

/** Every type with its name. */
export async function findTypeNames(trx: Trx): Promise<Map<string, string>> {
  const rows = (await trx('instrument_classes').where('level', 3).select('code', 'name')) as {
    code: string;
    name: string;
  }[];
  return new Map(rows.map(({ code, name }) => [code, name]));
}
