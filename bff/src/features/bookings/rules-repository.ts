import { fromJson, type Trx } from '../../infra/database.ts';
import type { BookingRules } from '../instruments/index.ts';

/** The rules as they were when a booking was made. */
export async function findRulesVersion(
  trx: Trx,
  instrumentId: string,
  version: number,
): Promise<BookingRules> {
  const row = (await trx('booking_rules')
    .where({ instrument_id: instrumentId, version })
    .first('rules')) as { rules: unknown } | undefined;
  if (row === undefined) throw new Error(`no rules ${String(version)} of ${instrumentId}`);
  return fromJson(row.rules);
}
