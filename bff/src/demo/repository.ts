import { fromJson, type Trx } from '../infra/database.ts';

/** The audit line that says the demo stands whole; the trail can only be added to. */
export const MARKER = 'demo.seeded';

/** How many instruments the demo in this database has; undefined where there is none, or half of one. */
export async function findMarker(trx: Trx): Promise<number | undefined> {
  const row = (await trx('audit_events')
    .where({ object_kind: 'demo', object_id: 'province', action: MARKER })
    .first('detail')) as { detail: unknown } | undefined;
  return row === undefined ? undefined : fromJson<{ instruments: number }>(row.detail).instruments;
}

export async function hasPeople(trx: Trx): Promise<boolean> {
  return (await trx('users').first('id')) !== undefined;
}

export async function findInstrumentIds(trx: Trx): Promise<string[]> {
  const rows = (await trx('instruments').orderBy('id').select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}
