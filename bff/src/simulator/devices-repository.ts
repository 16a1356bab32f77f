import type { Trx } from '../infra/database.ts';

/** A sensor that is played, with whoever speaks for it. */
export interface PlayedRow {
  code: string;
  unitCode: string;
  gatewayCode: string | null;
}

/** Sensors whose codes begin so, by code. */
export async function findPlayed(trx: Trx, prefix: string): Promise<PlayedRow[]> {
  return (await trx('sensors as s')
    .join('units as u', 'u.id', 's.unit_id')
    .leftJoin('sensor_gateways as g', 'g.id', 's.gateway_id')
    .where('s.code', 'like', `${prefix}-%`)
    .orderBy('s.code')
    .select('s.code', 'u.code as unitCode', 'g.code as gatewayCode')) as PlayedRow[];
}

/** The unit of a code; the first one where none is named. */
export async function findUnitId(trx: Trx, code: string | undefined): Promise<string | undefined> {
  const query = trx('units').orderBy('code');
  if (code !== undefined) void query.where({ code });
  const row = (await query.first('id')) as { id: string } | undefined;
  return row?.id;
}

/** Instruments that no sensor is clipped to, of one unit where it is named. */
export async function findBare(
  trx: Trx,
  unitId: string | undefined,
  limit: number,
): Promise<{ id: string; unitId: string }[]> {
  const query = trx('instruments as i')
    .leftJoin('sensor_bindings as b', 'b.open_instrument_id', 'i.id')
    .whereNull('b.id')
    .whereNot('i.status', 'retired')
    .orderBy(['i.unit_id', 'i.id'])
    .limit(limit)
    .select('i.id', 'i.unit_id as unitId');
  if (unitId !== undefined) void query.where('i.unit_id', unitId);
  return (await query) as { id: string; unitId: string }[];
}
