import type { Trx } from '../../infra/database.ts';
import type { RunDay } from './domain/run-day.ts';

const IDS_A_STATEMENT = 1_000;

/**
 * Seconds by state of some instruments over local days, both included; those of which nothing is known have no entry.
 */
export async function sumDays(
  trx: Trx,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, RunDay['seconds']>> {
  const sums = new Map<string, RunDay['seconds']>();
  for (let at = 0; at < ids.length; at += IDS_A_STATEMENT) {
    const rows = (await trx('run_days')
      .whereIn('instrument_id', ids.slice(at, at + IDS_A_STATEMENT))
      .whereBetween('day', [from, to])
      .groupBy('instrument_id')
      .select('instrument_id')
      .sum({
        on: 'on_seconds',
        standby: 'standby_seconds',
        off: 'off_seconds',
        offline: 'offline_seconds',
      })) as Record<string, unknown>[];
    for (const row of rows) {
      sums.set(String(row['instrument_id']), {
        on: Number(row['on']),
        standby: Number(row['standby']),
        off: Number(row['off']),
        offline: Number(row['offline']),
      });
    }
  }
  return sums;
}
