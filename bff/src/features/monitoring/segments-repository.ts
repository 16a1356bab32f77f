import type { Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { RunState } from './domain/readings.ts';
import type { RunDay } from './domain/run-day.ts';
import type { StoredSegment } from './domain/timeline.ts';
import type { Change } from './domain/tracker.ts';

type Row = Record<string, unknown>;

const msOf = (value: unknown): number => (value as Date).getTime();

const toSegment = (row: Row): StoredSegment => ({
  state: row['state'] as RunState,
  from: msOf(row['starts_at']),
  to: row['ends_at'] === null ? null : msOf(row['ends_at']),
  ampereHours: Number(row['ampere_hours']),
  confidence: Number(row['confidence']),
  isSettled: Boolean(row['is_settled']),
  isCorrected: Boolean(row['is_corrected']),
});

/** Segments of some instruments that touch `[from, to)`, by instrument, in order of time. */
export async function findSegments(
  trx: Trx,
  ids: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, StoredSegment[]>> {
  const found = new Map<string, StoredSegment[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const rows = (await trx('run_segments')
    .whereIn('instrument_id', [...ids])
    .where('starts_at', '<', to)
    .where((open) => void open.whereNull('ends_at').orWhere('ends_at', '>', from))
    .orderBy(['instrument_id', 'starts_at'])) as Row[];
  for (const row of rows) found.get(String(row['instrument_id']))?.push(toSegment(row));
  return found;
}

/** Of these instruments, those that were known to do anything before an instant. */
export async function findBegunBefore(
  trx: Trx,
  ids: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const begun = await trx('run_segments')
    .whereIn('instrument_id', [...ids])
    .where('starts_at', '<', at)
    .groupBy('instrument_id')
    .pluck<string[]>('instrument_id');
  return new Set(begun);
}

const toRow = (id: string, segment: StoredSegment) => ({
  instrument_id: id,
  starts_at: new Date(segment.from),
  ends_at: segment.to === null ? null : new Date(segment.to),
  state: segment.state,
  confidence: segment.confidence,
  is_settled: segment.isSettled,
  is_corrected: segment.isCorrected,
  ampere_hours: segment.ampereHours,
});

/** Puts segments in the place of others: all that begin where one of the old did, or of the new does. */
export async function replaceSegments(
  trx: Trx,
  id: string,
  old: readonly StoredSegment[],
  segments: readonly StoredSegment[],
): Promise<void> {
  const starts = [...new Set([...old, ...segments].map(({ from }) => from))];
  if (starts.length === 0) return;
  await trx('run_segments')
    .where({ instrument_id: id })
    .whereIn(
      'starts_at',
      starts.map((from) => new Date(from)),
    )
    .delete();
  await insertRows(
    trx,
    'run_segments',
    segments.map((segment) => toRow(id, segment)),
  );
}

export interface Turn {
  instrumentId: string;
  change: Change;
}

/** One turn of each instrument at most. */
async function turnEach(trx: Trx, turns: readonly Turn[]): Promise<void> {
  const anyOf = (condition: string) => turns.map(() => `(${condition})`).join(' or ');
  const starts = turns.map(({ change, instrumentId: id }) => ({ id, at: new Date(change.since) }));
  // What began no earlier was said too soon: an owner before this one did not know better.
  await trx.raw(
    `delete from run_segments where ${anyOf('instrument_id = ? and starts_at >= ?')}`,
    starts.flatMap(({ at, id }) => [id, at]),
  );
  await trx.raw(
    `update run_segments
        set ends_at = case instrument_id ${turns.map(() => 'when ? then ?').join(' ')} end
      where ${anyOf('instrument_id = ? and starts_at < ? and (ends_at is null or ends_at > ?)')}`,
    [...starts.flatMap(({ at, id }) => [id, at]), ...starts.flatMap(({ at, id }) => [id, at, at])],
  );
  await insertRows(
    trx,
    'run_segments',
    turns.map(({ change, instrumentId }) =>
      toRow(instrumentId, {
        state: change.state,
        from: change.since,
        to: null,
        ampereHours: 0,
        confidence: change.confidence,
        isSettled: false,
        isCorrected: false,
      }),
    ),
  );
}

/** Ends what instruments were doing where their changes begin, and opens what they do now; oldest first. */
export async function turnSegments(trx: Trx, turns: readonly Turn[]): Promise<void> {
  let left = turns;
  while (left.length > 0) {
    const firsts = new Map<string, Turn>();
    const after: Turn[] = [];
    for (const turn of left) {
      if (firsts.has(turn.instrumentId)) after.push(turn);
      else firsts.set(turn.instrumentId, turn);
    }
    await turnEach(trx, [...firsts.values()]);
    left = after;
  }
}

/** Lets judgements of one instrument follow one another, and live changes with them. */
export async function lockRun(trx: Trx, id: string): Promise<void> {
  await trx('run_states').where({ instrument_id: id }).forUpdate().first('instrument_id');
}

const DAY_COLUMNS = ['on_seconds', 'standby_seconds', 'off_seconds', 'offline_seconds'] as const;

export async function writeDays(trx: Trx, id: string, days: readonly RunDay[]): Promise<void> {
  if (days.length === 0) return;
  await trx('run_days')
    .insert(
      days.map(({ ampereHours, day, seconds }) => ({
        instrument_id: id,
        day,
        on_seconds: seconds.on,
        standby_seconds: seconds.standby,
        off_seconds: seconds.off,
        offline_seconds: seconds.offline,
        ampere_hours: ampereHours,
      })),
    )
    .onConflict(['instrument_id', 'day'])
    .merge([...DAY_COLUMNS, 'ampere_hours']);
}

/** Days from `from` to `to`, both included, as local dates. */
export async function findDays(trx: Trx, id: string, from: string, to: string): Promise<RunDay[]> {
  const rows = (await trx('run_days')
    .where({ instrument_id: id })
    .whereBetween('day', [from, to])
    .orderBy('day')
    .select(
      trx.raw(`date_format(day, '%Y-%m-%d') as name`),
      ...DAY_COLUMNS,
      'ampere_hours',
    )) as Row[];
  return rows.map((row) => ({
    day: String(row['name']),
    seconds: {
      on: Number(row['on_seconds']),
      standby: Number(row['standby_seconds']),
      off: Number(row['off_seconds']),
      offline: Number(row['offline_seconds']),
    },
    ampereHours: Number(row['ampere_hours']),
  }));
}
