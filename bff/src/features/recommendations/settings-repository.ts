import type { Trx } from '../../infra/database.ts';
import type { Place } from './domain/place.ts';

export interface Settings {
  areas: string[];
  weeklyNotices: number;
  /** 0 where the person never chose. */
  version: number;
}

const UNCHOSEN = 3;

export async function findSettings(trx: Trx, userId: string): Promise<Settings> {
  const rows = (await trx('users as u')
    .leftJoin('push_settings as s', 's.user_id', 'u.id')
    .leftJoin('research_areas as a', 'a.user_id', 'u.id')
    .where('u.id', userId)
    .orderBy('a.area')
    .select('a.area', 's.weekly_notices', 's.version')) as {
    area: string | null;
    weekly_notices: number | null;
    version: number | null;
  }[];
  return {
    areas: rows.flatMap(({ area }) => (area === null ? [] : [area])),
    weeklyNotices: rows[0]?.weekly_notices ?? UNCHOSEN,
    version: rows[0]?.version ?? 0,
  };
}

/** How many notices a week each of some people wants, who never said so the usual number. */
export async function findWeeklyNotices(
  trx: Trx,
  userIds: readonly string[],
): Promise<(userId: string) => number> {
  const rows = (await trx('push_settings')
    .whereIn('user_id', [...userIds])
    .select('user_id', 'weekly_notices')) as { user_id: string; weekly_notices: number }[];
  const chosen = new Map(rows.map((row) => [row.user_id, row.weekly_notices]));
  return (userId) => chosen.get(userId) ?? UNCHOSEN;
}

/** Writes what a person chose over the version they saw; false where that is not the newest. */
export async function writeSettings(
  trx: Trx,
  userId: string,
  { areas, weeklyNotices, version }: Settings,
  now: Date,
): Promise<boolean> {
  const columns = { weekly_notices: weeklyNotices, version: version + 1, updated_at: now };
  if (version > 0) {
    const changed = await trx('push_settings').where({ user_id: userId, version }).update(columns);
    if (changed === 0) return false;
  } else {
    const [answer] = (await trx.raw(
      `insert ignore into push_settings (user_id, weekly_notices, version, updated_at)
       values (?, ?, ?, ?)`,
      [userId, weeklyNotices, 1, now],
    )) as [{ affectedRows: number }];
    if (answer.affectedRows === 0) return false;
  }
  await trx('research_areas').where({ user_id: userId }).delete();
  if (areas.length > 0) {
    await trx('research_areas').insert(areas.map((area) => ({ user_id: userId, area })));
  }
  return true;
}

/** The cities there are, with where they lie; and where a person's unit or company is. */
export async function findPlaces(
  trx: Trx,
  { unitId, companyId }: { unitId: string | null; companyId: string | null },
): Promise<{ home: Place | null; cities: Place[] }> {
  const homes = trx('units as u')
    .where('u.id', unitId ?? '')
    .select(trx.raw('1 as home'), 'u.city_code as code', 'u.lat', 'u.lon');
  const companies = trx('companies as c')
    .join('regions as r', 'r.code', trx.raw(`concat(left(c.region_code, 4), '00')`))
    .where('c.id', companyId ?? '')
    .select(trx.raw('1 as home'), 'r.code', 'r.lat', 'r.lon');
  const cities = trx('regions')
    .whereIn('code', trx('units').select('city_code'))
    .select(trx.raw('0 as home'), 'code', 'lat', 'lon');
  const rows = (await trx.unionAll([companies, homes, cities])) as (Place & { home: number })[];
  const place = ({ code, lat, lon }: Place): Place => ({ code, lat, lon });
  const home = rows.find((row) => row.home === 1);
  return {
    home: home === undefined ? null : place(home),
    cities: rows.filter((row) => row.home === 0).map(place),
  };
}
