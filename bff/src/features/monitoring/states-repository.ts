import { fromJson, type Trx } from '../../infra/database.ts';
import type { Change, Kept } from './domain/tracker.ts';
import type { RunState } from './domain/readings.ts';
import type { Snapshot } from './domain/classifier.ts';

/** What is known of an instrument now, as it is kept. */
export interface StateRow {
  instrumentId: string;
  unitId: string;
  state: RunState;
  confidence: number;
  since: Date;
  lastReadingAt: Date | null;
  amperes: number | null;
}

export interface KeptState extends StateRow {
  modelVersion: number;
  kept: Kept;
}

const COLUMNS = ['unit_id', 'state', 'confidence', 'since', 'last_reading_at', 'amperes'] as const;

const toState = (row: Record<string, unknown>): StateRow => ({
  instrumentId: String(row['instrument_id']),
  unitId: String(row['unit_id']),
  state: row['state'] as RunState,
  confidence: Number(row['confidence']),
  since: row['since'] as Date,
  lastReadingAt: row['last_reading_at'] as Date | null,
  amperes: row['amperes'] as number | null,
});

/** States of some instruments, without what their classifiers remember. */
export async function findStates(trx: Trx, ids: readonly string[]): Promise<StateRow[]> {
  if (ids.length === 0) return [];
  const rows = (await trx('run_states')
    .whereIn('instrument_id', [...ids])
    .select('instrument_id', ...COLUMNS)) as Record<string, unknown>[];
  return rows.map(toState);
}

/** Everything a classifier needs to go on from. */
export async function findKept(trx: Trx, ids: readonly string[]): Promise<KeptState[]> {
  if (ids.length === 0) return [];
  const rows = (await trx('run_states').whereIn('instrument_id', [...ids])) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => {
    const state = toState(row);
    const snapshot = fromJson<Snapshot>(row['snapshot']);
    const { amperes, since } = state;
    return {
      ...state,
      modelVersion: Number(row['model_version']),
      kept: { state: state.state, since: since.getTime(), amperes, snapshot },
    };
  });
}

export interface StateWrite {
  instrumentId: string;
  unitId: string;
  now: Change;
  lastReadingAt: number | null;
  modelVersion: number;
  /** What the classifier remembers: a `Snapshot` as JSON. */
  memory: string;
}

const WRITTEN = [
  'unit_id',
  'state',
  'confidence',
  'since',
  'last_reading_at',
  'amperes',
  'model_version',
  'snapshot',
  'epoch',
] as const;

const ROWS_A_STATEMENT = 500;

/** Writes states in bulk; a row that a later owner of the lease has written stays as it is. */
export async function writeStates(
  trx: Trx,
  epoch: number,
  states: readonly StateWrite[],
): Promise<void> {
  for (let at = 0; at < states.length; at += ROWS_A_STATEMENT) {
    const some = states.slice(at, at + ROWS_A_STATEMENT);
    // Written last, so that it still tells the old owner while the others are judged.
    const kept = WRITTEN.map(
      (column) => `${column} = if(epoch <= values(epoch), values(${column}), ${column})`,
    );
    await trx.raw(
      `insert into run_states (instrument_id, ${WRITTEN.join(', ')})
       values ${some.map(() => `(?, ${WRITTEN.map(() => '?').join(', ')})`).join(', ')}
       on duplicate key update ${kept.join(', ')}`,
      some.flatMap(({ instrumentId, lastReadingAt, memory, modelVersion, now, unitId }) => [
        instrumentId,
        unitId,
        now.state,
        now.confidence,
        new Date(now.since),
        lastReadingAt === null ? null : new Date(lastReadingAt),
        now.amperes,
        modelVersion,
        memory,
        epoch,
      ]) as string[],
    );
  }
}
