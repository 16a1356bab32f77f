import { fromJson, type Trx } from '../../infra/database.ts';
import { USER_KINDS, type UserKind } from '../instruments/index.ts';
import { type RatingSums, ratingSumsOf } from '../reviews/index.ts';
import { TYPE } from './types-repository.ts';

export interface FoundInstrument {
  instrumentId: string;
  type: string;
  unitId: string;
  groupId: string | null;
  cityCode: string;
  lat: number | null;
  lon: number | null;
  pricesFen: Record<UserKind, number | null>;
  priceItem: string | null;
  acceptedUserKinds: readonly UserKind[];
  rating: RatingSums;
  nextFreeAt: Date | null;
  openedAt: Date | null;
}

/** As many of a type as are looked at: places differ little beyond. */
const LOOKED_AT = 60;

/** Open instruments of some types in some cities, the soonest free of each type, and some by id. */
export async function findCandidates(
  trx: Trx,
  wish: {
    types: readonly string[];
    cityCodes: readonly string[];
    instrumentIds: readonly string[];
  },
): Promise<FoundInstrument[]> {
  const open = () => trx('search_documents as d').where('d.status', 'open');
  const near = open()
    .whereIn(TYPE, [...wish.types])
    .whereIn('d.city_code', [...wish.cityCodes])
    .select(
      'd.instrument_id',
      trx.raw(
        `row_number() over (partition by ${TYPE}
           order by d.next_free_at is null, d.next_free_at, d.instrument_id) as place`,
      ),
    );
  const known = open()
    .whereIn('d.instrument_id', [...wish.instrumentIds])
    .select('d.instrument_id', trx.raw('1 as place'));
  const ids = trx
    .from(trx.unionAll([near, known], true).as('found'))
    .where('place', '<=', LOOKED_AT)
    .distinct('instrument_id');
  const rows = (await trx
    .from(ids.as('chosen'))
    .join('search_documents as d', 'd.instrument_id', 'chosen.instrument_id')
    .join('instruments as i', 'i.id', 'd.instrument_id')
    .join('booking_rules as r', 'r.instrument_id', 'd.instrument_id')
    .where(
      'r.version',
      trx('booking_rules as newest')
        .max('version')
        .whereRaw('newest.instrument_id = d.instrument_id'),
    )
    .leftJoin('instrument_ratings as g', 'g.instrument_id', 'd.instrument_id')
    .leftJoin('instrument_openings as o', 'o.instrument_id', 'd.instrument_id')
    .select(
      'g.*',
      'd.instrument_id',
      `${TYPE} as type`,
      'd.unit_id',
      'i.group_id',
      'd.city_code',
      'd.lat',
      'd.lon',
      'd.own_group_fen',
      'd.own_unit_fen',
      'd.academic_fen',
      'd.company_fen',
      'd.price_item',
      'd.next_free_at',
      'o.opened_at',
      trx.raw(`json_extract(r.rules, '$.acceptedUserKinds') as accepted`),
    )) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrumentId: String(row['instrument_id']),
    type: String(row['type']),
    unitId: String(row['unit_id']),
    groupId: row['group_id'] as string | null,
    cityCode: String(row['city_code']),
    lat: row['lat'] as number | null,
    lon: row['lon'] as number | null,
    pricesFen: {
      own_group: row['own_group_fen'] as number | null,
      own_unit: row['own_unit_fen'] as number | null,
      academic: row['academic_fen'] as number | null,
      company: row['company_fen'] as number | null,
    },
    priceItem: row['price_item'] as string | null,
    // Rules older than this one accept everyone.
    acceptedUserKinds: row['accepted'] === null ? USER_KINDS : fromJson(row['accepted']),
    rating: ratingSumsOf(row),
    nextFreeAt: row['next_free_at'] as Date | null,
    openedAt: row['opened_at'] as Date | null,
  }));
}

/** Notes when instruments were opened to bookings, again where they had been closed. */
export async function noteOpenings(trx: Trx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await trx('instrument_openings')
    .insert(ids.map((id) => ({ instrument_id: id, opened_at: at })))
    .onConflict()
    .merge();
}
