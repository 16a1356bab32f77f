import type { Trx } from '../../infra/database.ts';
import type { UseState } from './domain/readings.ts';

/** What somebody said that an instrument was doing. */
export interface SaidCorrection {
  id: string;
  instrumentId: string;
  startsAt: Date;
  endsAt: Date;
  /** The moment whose current speaks for the span. */
  aboutAt: Date;
  state: UseState;
  saidBy: string;
  byName: string;
  saidAt: Date;
}

const toSaid = (row: Record<string, unknown>): SaidCorrection => ({
  id: String(row['id']),
  instrumentId: String(row['instrument_id']),
  startsAt: row['starts_at'] as Date,
  endsAt: row['ends_at'] as Date,
  aboutAt: row['about_at'] as Date,
  state: row['state'] as UseState,
  saidBy: String(row['said_by']),
  byName: String(row['by_name']),
  saidAt: row['said_at'] as Date,
});

/** What was said of some instruments and not taken back, oldest saying first. */
export async function findCorrections(
  trx: Trx,
  instrumentIds: readonly string[],
): Promise<SaidCorrection[]> {
  if (instrumentIds.length === 0) return [];
  const rows = (await trx('run_corrections as c')
    .join('users as u', 'u.id', 'c.said_by')
    .whereIn('c.instrument_id', [...instrumentIds])
    .whereNull('c.withdrawn_at')
    .orderBy(['c.said_at', 'c.id'])
    .select('c.*', 'u.name as by_name')) as Record<string, unknown>[];
  return rows.map(toSaid);
}

export async function insertCorrection(
  trx: Trx,
  said: Omit<SaidCorrection, 'byName'>,
): Promise<void> {
  await trx('run_corrections').insert({
    id: said.id,
    instrument_id: said.instrumentId,
    starts_at: said.startsAt,
    ends_at: said.endsAt,
    about_at: said.aboutAt,
    state: said.state,
    said_by: said.saidBy,
    said_at: said.saidAt,
  });
}

/** Takes a correction back by one guarded statement; false where it is not there, or was taken back before. */
export async function withdrawCorrection(
  trx: Trx,
  { id, instrumentId }: { id: string; instrumentId: string },
  at: Date,
): Promise<boolean> {
  const changed = await trx('run_corrections')
    .where({ id, instrument_id: instrumentId })
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: at });
  return changed === 1;
}
