import type { Deps } from '../../../deps.ts';
import { HOUR, MINUTE } from '../../../infra/clock.ts';
import { missingMonths, monthName, outdatedMonths } from '../domain/months.ts';
import { findSensorNos } from '../fleet-repository.ts';
import { writeMinutes } from '../minutes-repository.ts';
import { addPartitions, dropPartitions, findPartitions } from '../readings-repository.ts';
import { isMadeMeanwhile } from './keep-partitions.ts';

const TABLE = 'sensor_minutes';
const SENSORS_AT_ONCE = 500;
/** Readings that come later than this after their time are not in the means. */
const AGAIN_MS = 3 * HOUR;

async function keepMonths({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now().getTime();
  const parts = await findPartitions(db, TABLE);
  const missing = missingMonths(parts.at(-1)?.end ?? 0, now);
  try {
    if (missing.length > 0) {
      const added = missing.map((end) => ({ name: monthName(end), end }));
      await addPartitions(db, TABLE, added);
    }
  } catch (error) {
    if (!isMadeMeanwhile(error)) throw error;
  }
  const old = new Set(
    outdatedMonths(
      parts.map(({ end }) => end),
      now,
    ),
  );
  const names = parts.filter(({ end }) => old.has(end)).map(({ name }) => name);
  if (names.length > 0) await dropPartitions(db, TABLE, names);
}

/** Means of the minutes of the last hours, for when the readings themselves are gone. */
export async function keepMinutes(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await keepMonths(deps);
  const to = Math.floor(deps.clock.now().getTime() / MINUTE) * MINUTE;
  const nos = await findSensorNos(deps.db);
  for (let at = 0; at < nos.length; at += SENSORS_AT_ONCE) {
    await writeMinutes(deps.db, nos.slice(at, at + SENSORS_AT_ONCE), to - AGAIN_MS, to);
  }
}
