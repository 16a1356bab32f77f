import type { Trx } from '../../infra/database.ts';
import type { Target } from './domain/saved-query.ts';

/** An open instrument as saved searches look at it. */
export interface OpenTarget extends Target {
  instrumentId: string;
}

/** Those of some instruments that are open, by their search documents. */
export async function findOpenTargets(trx: Trx, ids: readonly string[]): Promise<OpenTarget[]> {
  const rows = (await trx('search_documents as d')
    .join('regions as r', 'r.code', 'd.city_code')
    .whereIn('d.instrument_id', [...ids])
    .where('d.status', 'open')
    .select('d.*', 'r.name as city_name')) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrumentId: String(row['instrument_id']),
    classCode: String(row['class_code']),
    cityCode: String(row['city_code']),
    cityName: String(row['city_name']),
    unitId: String(row['unit_id']),
    maker: String(row['maker']),
    acceptsVouchers: Boolean(row['accepts_vouchers']),
  }));
}

/** What each kind of user pays for the usual unit of an instrument, null where it has no price for them. */
export async function findListedPrices(
  trx: Trx,
  ids: readonly string[],
): Promise<Map<string, Record<string, number | null>>> {
  const rows = (await trx('search_documents')
    .whereIn('instrument_id', [...ids])
    .select(
      'instrument_id',
      'own_group_fen as own_group',
      'own_unit_fen as own_unit',
      'academic_fen as academic',
      'company_fen as company',
    )) as ({ instrument_id: string } & Record<string, number | null>)[];
  return new Map(rows.map(({ instrument_id: id, ...prices }) => [id, prices]));
}

export interface Match {
  id: string;
  userId: string;
  searchId: string;
  instrumentId: string;
  /** What was found, once a person. */
  subject: string;
  foundAt: Date;
}

/** @returns false where the person's searches found this before. */
export async function insertMatch(trx: Trx, one: Match): Promise<boolean> {
  const [answer] = (await trx.raw(
    `insert ignore into search_matches
       (id, user_id, search_id, instrument_id, subject, told, found_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    [one.id, one.userId, one.searchId, one.instrumentId, one.subject, false, one.foundAt],
  )) as [{ affectedRows: number }];
  return answer.affectedRows === 1;
}

export async function markTold(trx: Trx, id: string): Promise<void> {
  await trx('search_matches').where({ id }).update({ told: true });
}

export interface PushWeek {
  told: number;
  rest: number;
}

/** How much a person was told this week, kept from others until the transaction ends. */
export async function lockWeek(
  trx: Trx,
  userId: string,
  week: string,
  now: Date,
): Promise<PushWeek> {
  await trx.raw('insert ignore into push_weeks (user_id, week, began_at) values (?, ?, ?)', [
    userId,
    week,
    now,
  ]);
  return (await trx('push_weeks')
    .where({ user_id: userId, week })
    .forUpdate()
    .first('told', 'rest')) as PushWeek;
}

export async function writeWeek(
  trx: Trx,
  userId: string,
  week: string,
  count: PushWeek,
): Promise<void> {
  await trx('push_weeks').where({ user_id: userId, week }).update(count);
}
