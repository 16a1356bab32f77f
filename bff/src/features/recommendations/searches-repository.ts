import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import { asksForTime, type SavedQuery } from './domain/saved-query.ts';

export const MOST_SEARCHES = 30;

export interface SavedSearch {
  id: string;
  userId: string;
  name: string;
  query: SavedQuery;
  notify: boolean;
  version: number;
  createdAt: Date;
}

type Row = Record<string, unknown>;

const toSearch = (row: Row): SavedSearch => ({
  id: String(row['id']),
  userId: String(row['user_id']),
  name: String(row['name']),
  query: fromJson(row['query']),
  notify: Boolean(row['notify']),
  version: Number(row['version']),
  createdAt: row['created_at'] as Date,
});

const firstOf = (row: Row | undefined) => (row === undefined ? undefined : toSearch(row));

export async function findSearches(trx: Trx, userId: string): Promise<SavedSearch[]> {
  const rows = (await trx('saved_searches')
    .where({ user_id: userId })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])) as Row[];
  return rows.map(toSearch);
}

/** One of a person's own, kept from others until the transaction ends. */
export async function lockSearch(
  trx: Trx,
  userId: string,
  id: string,
): Promise<SavedSearch | undefined> {
  return firstOf(
    (await trx('saved_searches').where({ user_id: userId, id }).forUpdate().first()) as
      Row | undefined,
  );
}

/** Lets one person's savings follow one another on this node; on others the places of the table do. */
export async function lockOwner(trx: Trx, userId: string): Promise<void> {
  await trx('users').where({ id: userId }).forUpdate().first('id');
}

export async function findSearchByHash(
  trx: Trx,
  userId: string,
  queryHash: string,
): Promise<SavedSearch | undefined> {
  return firstOf(
    (await trx('saved_searches').where({ user_id: userId, query_hash: queryHash }).first()) as
      Row | undefined,
  );
}

/** The lowest place that a person has left for a search, past the last where there is none. */
export async function findFreeSlot(trx: Trx, userId: string): Promise<number> {
  const rows = (await trx('saved_searches')
    .where({ user_id: userId })
    .orderBy('slot')
    .select('slot')) as { slot: number }[];
  const gap = rows.findIndex(({ slot }, index) => slot !== index + 1);
  return (gap < 0 ? rows.length : gap) + 1;
}

export async function insertSearch(
  trx: Trx,
  one: SavedSearch & { slot: number; queryHash: string },
): Promise<void> {
  await trx('saved_searches').insert({
    id: one.id,
    user_id: one.userId,
    slot: one.slot,
    name: one.name,
    query: toJson(one.query),
    query_hash: one.queryHash,
    class_code: one.query.classCode ?? null,
    asks_for_time: asksForTime(one.query),
    notify: one.notify,
    version: one.version,
    created_at: one.createdAt,
  });
}

export async function updateSearch(
  trx: Trx,
  id: string,
  change: Pick<SavedSearch, 'name' | 'notify' | 'version'>,
): Promise<void> {
  await trx('saved_searches').where({ id }).update(change);
}

/** @returns whether there was one. */
export async function deleteSearch(trx: Trx, userId: string, id: string): Promise<boolean> {
  return (await trx('saved_searches').where({ user_id: userId, id }).delete()) === 1;
}

/**
 * Searches that want to be told and may fit instruments of these class codes, in the order of their ids,
 * those after `after`; saved before an instant, so that what was there already is no news.
 */
export async function findListening(
  trx: Trx,
  wish: {
    classCodes: readonly string[];
    forTime: boolean;
    before: Date;
    after: string;
    limit: number;
  },
): Promise<SavedSearch[]> {
  const query = trx('saved_searches')
    .where({ notify: true })
    .where((some) => void some.whereNull('class_code').orWhereIn('class_code', wish.classCodes))
    .where('created_at', '<', wish.before)
    .where('id', '>', wish.after)
    .orderBy('id')
    .limit(wish.limit);
  if (wish.forTime) void query.where({ asks_for_time: true });
  return ((await query) as Row[]).map(toSearch);
}

/** What the codes and ids of queries are called. */
export interface QueryNames {
  classes: ReadonlyMap<string, string>;
  cities: ReadonlyMap<string, { name: string; nameEn: string }>;
  units: ReadonlyMap<string, { name: string; nameEn: string }>;
}

const present = (values: readonly (string | undefined)[]) =>
  values.filter((value) => value !== undefined);

/** Codes of two or four digits stand for the upper classes: 01 for 010000. */
export const fullClassCode = (code: string): string => code.padEnd(6, '0');

export async function findQueryNames(
  trx: Trx,
  queries: readonly SavedQuery[],
): Promise<QueryNames> {
  const codes = present(queries.map(({ classCode }) => classCode));
  const cities = present(queries.map(({ city }) => city));
  const classes = trx('instrument_classes')
    .whereIn('code', codes.map(fullClassCode))
    .select(trx.raw("'class' as kind"), 'code', 'name', trx.raw("'' as name_en"));
  const regions = trx('regions')
    .whereIn('code', cities)
    .select(trx.raw("'city' as kind"), 'code', 'name', 'name_en');
  const units = trx('units')
    .whereIn('id', present(queries.map(({ unitId }) => unitId)))
    .select(trx.raw("'unit' as kind"), 'id as code', 'name', 'name_en');
  const rows = (await trx.unionAll([classes, regions, units])) as {
    kind: string;
    code: string;
    name: string;
    name_en: string;
  }[];
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const namesOf = (kind: string) =>
    new Map(of(kind).map(({ code, name, name_en: nameEn }) => [code, { name, nameEn }]));
  const classNames = new Map(of('class').map(({ code, name }) => [code, name]));
  return {
    classes: new Map(
      codes.flatMap((code) => {
        const name = classNames.get(fullClassCode(code));
        return name === undefined ? [] : [[code, name]];
      }),
    ),
    cities: namesOf('city'),
    units: namesOf('unit'),
  };
}
