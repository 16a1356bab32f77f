import type { Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { AlarmKind, Severity, Wanted } from './domain/alarms.ts';

/** Something that somebody should look at, with the names its readers see. */
export interface Alarm {
  id: string;
  kind: AlarmKind;
  severity: Severity;
  instrumentId: string;
  instrumentName: string;
  model: string;
  room: string;
  crewId: string | null;
  unitId: string;
  timeZone: string;
  sensorCode: string | null;
  beganAt: Date;
  endedAt: Date | null;
  /** Somebody closed it while its reason lasted. */
  dismissedAt: Date | null;
  booking: { id: string; ownerName: string; startsAt: Date; endsAt: Date } | null;
  amperes: number | null;
  takenById: string | null;
  takenBy: string | null;
  takenAt: Date | null;
}

/** An open alarm, as far as those who judge ask. */
export interface OpenAlarm {
  id: string;
  instrumentId: string;
  unitId: string;
  kind: AlarmKind;
  bookingId: string | null;
}

const views = (trx: Trx) =>
  trx('run_alarms as a')
    .join('instruments as i', 'i.id', 'a.instrument_id')
    .join('units as u', 'u.id', 'i.unit_id')
    .leftJoin('sensor_bindings as sb', (on) => {
      on.on('sb.instrument_id', 'i.id').andOnNull('sb.unbound_at');
    })
    .leftJoin('sensors as s', 's.id', 'sb.sensor_id')
    .leftJoin('bookings as b', 'b.id', 'a.booking_id')
    .leftJoin('users as o', 'o.id', 'b.owner_id')
    .leftJoin('users as t', 't.id', 'a.taken_by')
    .select('a.*', 'i.name as instrument_name', 'i.model', 'i.room', 'i.crew_id')
    .select('u.time_zone', 's.code as sensor_code', 't.name as taken_by_name')
    .select('o.name as owner_name', 'b.starts_at', 'b.ends_at');

const toAlarm = (row: Record<string, unknown>): Alarm => ({
  id: String(row['id']),
  kind: row['kind'] as AlarmKind,
  severity: row['severity'] as Severity,
  instrumentId: String(row['instrument_id']),
  instrumentName: String(row['instrument_name']),
  model: String(row['model']),
  room: String(row['room']),
  crewId: row['crew_id'] as string | null,
  unitId: String(row['unit_id']),
  timeZone: String(row['time_zone']),
  sensorCode: row['sensor_code'] as string | null,
  beganAt: row['began_at'] as Date,
  endedAt: row['ended_at'] as Date | null,
  dismissedAt: row['dismissed_at'] as Date | null,
  booking:
    row['owner_name'] === null || row['starts_at'] === null
      ? null
      : {
          id: String(row['booking_id']),
          ownerName: row['owner_name'] as string,
          startsAt: row['starts_at'] as Date,
          endsAt: row['ends_at'] as Date,
        },
  amperes: row['amperes'] as number | null,
  takenById: row['taken_by'] as string | null,
  takenBy: row['taken_by_name'] as string | null,
  takenAt: row['taken_at'] as Date | null,
});

export async function findAlarm(trx: Trx, id: string): Promise<Alarm | undefined> {
  const row = (await views(trx).where('a.id', id).first()) as Record<string, unknown> | undefined;
  return row === undefined ? undefined : toAlarm(row);
}

/** Open alarms of some instruments that nobody has closed. */
export async function findShownAlarms(trx: Trx, ids: readonly string[]): Promise<Alarm[]> {
  if (ids.length === 0) return [];
  const rows = (await views(trx)
    .whereIn('a.instrument_id', [...ids])
    .where('a.is_open', true)
    .whereNull('a.dismissed_at')) as Record<string, unknown>[];
  return rows.map(toAlarm);
}

export async function findOpenAlarms(trx: Trx): Promise<OpenAlarm[]> {
  const rows = (await trx('run_alarms')
    .where('is_open', true)
    .select('id', 'instrument_id', 'unit_id', 'kind', 'booking_id')) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    instrumentId: String(row['instrument_id']),
    unitId: String(row['unit_id']),
    kind: row['kind'] as AlarmKind,
    bookingId: row['booking_id'] as string | null,
  }));
}

/** Raises alarms; one of its kind that is open for the instrument fails on the unique key. */
export async function insertAlarms(
  trx: Trx,
  alarms: readonly (Wanted & { id: string; instrumentId: string; unitId: string })[],
): Promise<void> {
  await insertRows(
    trx,
    'run_alarms',
    alarms.map((alarm) => ({
      id: alarm.id,
      instrument_id: alarm.instrumentId,
      unit_id: alarm.unitId,
      kind: alarm.kind,
      severity: alarm.severity,
      is_open: true,
      began_at: new Date(alarm.beganAt),
      booking_id: alarm.bookingId,
      amperes: alarm.amperes,
    })),
  );
}

/** Ends an alarm whose reason is over; false where it has ended. */
export async function endAlarm(trx: Trx, id: string, at: Date): Promise<boolean> {
  const changed = await trx('run_alarms')
    .where({ id, is_open: true })
    .update({ is_open: null, ended_at: at });
  return changed === 1;
}

/** Somebody's step with an open alarm, by one guarded statement; false where somebody else was faster. */
export async function stepAlarm(
  trx: Trx,
  alarm: Pick<Alarm, 'id' | 'takenById'>,
  change: { takenBy?: string | null; takenAt?: Date | null; dismissedAt?: Date },
): Promise<boolean> {
  const query = trx('run_alarms').where({ id: alarm.id, is_open: true }).whereNull('dismissed_at');
  if (alarm.takenById === null) void query.whereNull('taken_by');
  else void query.where({ taken_by: alarm.takenById });
  const changed = await query.update({
    ...(change.takenBy === undefined ? {} : { taken_by: change.takenBy }),
    ...(change.takenAt === undefined ? {} : { taken_at: change.takenAt }),
    ...(change.dismissedAt === undefined ? {} : { dismissed_at: change.dismissedAt }),
  });
  return changed === 1;
}
