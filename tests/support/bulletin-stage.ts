import type { Deps } from '../../bff/src/deps.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { DAY } from '../../bff/src/infra/clock.ts';

export interface DayPlan {
  onHours?: number;
  readHours?: number;
}

/** Days of an instrument as monitoring would have summed them. */
export async function keepDays(
  { db }: Deps,
  instrumentId: string,
  from: string,
  to: string,
  { onHours = 0, readHours = 24 }: DayPlan,
): Promise<void> {
  const rows = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) {
    rows.push({
      instrument_id: instrumentId,
      day: new Date(at).toISOString().slice(0, 10),
      on_seconds: onHours * 3600,
      standby_seconds: 0,
      off_seconds: (readHours - onHours) * 3600,
      offline_seconds: (24 - readHours) * 3600,
      ampere_hours: onHours * 3,
    });
  }
  await insertRows(db, 'run_days', rows);
}

/** More instruments of a unit, like one that is there. */
export async function plantMore(
  { db }: Deps,
  like: string,
  ids: readonly string[],
  unitId: string,
): Promise<void> {
  const row = (await db('instruments').where({ id: like }).first()) as Record<string, unknown>;
  await insertRows(
    db,
    'instruments',
    ids.map((id, at) => ({
      ...row,
      id,
      code: `9${String(at).padStart(11, '0')}`,
      inner_code: id,
      unit_id: unitId,
      crew_id: null,
      parameters: '[]',
    })),
  );
}
