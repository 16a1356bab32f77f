import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { Booking, BookingView } from './domain/booking.ts';
import { DELIVERABLE_STATES } from './domain/states.ts';
import { dueAtOf } from './domain/times.ts';

type Row = Record<string, unknown>;

/** Column of each field; the one place that knows both names. */
const COLUMNS = {
  id: 'id',
  kind: 'kind',
  state: 'state',
  instrumentId: 'instrument_id',
  stationId: 'station_id',
  unitId: 'unit_id',
  crewId: 'crew_id',
  ownerId: 'owner_id',
  madeBy: 'made_by',
  payerKind: 'payer_kind',
  payerId: 'payer_id',
  service: 'service',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  actualStartsAt: 'actual_starts_at',
  actualEndsAt: 'actual_ends_at',
  purpose: 'purpose',
  items: 'items',
  quote: 'quote',
  totalFen: 'total_fen',
  bill: 'bill',
  rulesVersion: 'rules_version',
  charges: 'charges',
  overrides: 'overrides',
  needsApproval: 'needs_approval',
  principalId: 'principal_id',
  principalAgreedAt: 'principal_agreed_at',
  crewAgreedAt: 'crew_agreed_at',
  holdSlot: 'hold_slot',
  holdExpiresAt: 'hold_expires_at',
  dueAt: 'due_at',
  paidAt: 'paid_at',
  answerBy: 'answer_by',
  freeCancelUntil: 'free_cancel_until',
  completedAt: 'completed_at',
  autoCloseAt: 'auto_close_at',
  closedAt: 'closed_at',
  reason: 'reason',
  appeal: 'appeal',
  waivedAt: 'waived_at',
  appealRefusedAt: 'appeal_refused_at',
  endMissingAt: 'end_missing_at',
  proposedEndAt: 'proposed_end_at',
  resultsCount: 'results_count',
  resultsWaitingBy: 'results_waiting_by',
  reviewedAt: 'reviewed_at',
  version: 'version',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof Booking, string>;

const JSON_FIELDS = ['items', 'quote', 'bill', 'charges', 'overrides'] as const;

/** Fields that are no columns, such as the names a view carries, are left out. */
function toRow(fields: Partial<Booking>): Row {
  const row: Row = {};
  for (const [field, value] of Object.entries(fields)) {
    const column = COLUMNS[field as keyof Booking] as string | undefined;
    if (column === undefined) continue;
    const isJson = (JSON_FIELDS as readonly string[]).includes(field) && value !== null;
    row[column] = isJson ? toJson(value) : value;
  }
  return row;
}

export function toBookingView(row: Row): BookingView {
  const fields = Object.fromEntries(
    Object.entries(COLUMNS).map(([field, column]) => [field, row[column]]),
  ) as Record<string, unknown>;
  for (const field of JSON_FIELDS) fields[field] = fromJson(fields[field]);
  return {
    ...(fields as unknown as Booking),
    needsApproval: Boolean(row['needs_approval']),
    ownerName: String(row['owner_name']),
    payerName: String(row['payer_name']),
    instrumentName: String(row['instrument_name']),
    instrumentNameEn: row['instrument_name_en'] as string | null,
    model: String(row['model']),
    room: String(row['room']),
    classCode: String(row['class_code']),
    unitName: String(row['unit_name']),
    unitNameEn: String(row['unit_name_en']),
    timeZone: String(row['time_zone']),
    regionCode: String(row['region_code']),
    acceptsVouchers: Boolean(row['accepts_vouchers']),
    instrumentGroupId: row['instrument_group_id'] as string | null,
    checkerIds: (row['checker_ids'] as string | null)?.split(',') ?? [],
  };
}

/** Asked only where results can be delivered: other bookings have nothing to check. */
const checkerIds = (trx: Trx) =>
  trx.raw(
    `case when b.state in (${DELIVERABLE_STATES.map(() => '?').join(', ')}) then
       (select group_concat(r.user_id) from role_grants r
         where r.user_id <> b.owner_id
           and r.scope_kind = if(b.crew_id is null, 'unit', 'crew')
           and r.scope_id = coalesce(b.crew_id, b.unit_id)
           and r.role = if(b.crew_id is null, 'unit_admin', 'operator')) end as checker_ids`,
    [...DELIVERABLE_STATES],
  );

/** Bookings joined with the names their readers see; `b` is the booking. */
export function bookingViews(trx: Trx) {
  return trx('bookings as b')
    .join('instruments as i', 'i.id', 'b.instrument_id')
    .join('units as u', 'u.id', 'b.unit_id')
    .join('users as o', 'o.id', 'b.owner_id')
    .leftJoin('companies as co', 'co.id', 'b.payer_id')
    .leftJoin('research_groups as g', 'g.id', 'b.payer_id')
    .select(
      'b.*',
      'o.name as owner_name',
      trx.raw('coalesce(co.name, g.name, o.name) as payer_name'),
      'i.name as instrument_name',
      'i.name_en as instrument_name_en',
      'i.model',
      'i.room',
      'i.class_code',
      'i.accepts_vouchers',
      'i.group_id as instrument_group_id',
      'u.name as unit_name',
      'u.name_en as unit_name_en',
      'u.time_zone',
      'u.region_code',
      checkerIds(trx),
    );
}

export async function findBooking(trx: Trx, id: string): Promise<BookingView | undefined> {
  const row = (await bookingViews(trx).where('b.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toBookingView(row);
}

export async function insertBookings(trx: Trx, bookings: readonly Booking[]): Promise<void> {
  await insertRows(trx, 'bookings', bookings.map(toRow));
}

/**
 * Writes a change of a booking by one guarded statement; false where it has changed since it was read.
 * The version guards everything: whoever read an older state, on whatever node, loses.
 */
export async function changeBooking(
  trx: Trx,
  booking: Booking,
  change: Partial<Booking>,
): Promise<boolean> {
  const changed = await trx('bookings')
    .where({ id: booking.id, version: booking.version })
    .update({
      ...toRow({ ...change, dueAt: dueAtOf({ ...booking, ...change }) }),
      version: booking.version + 1,
    });
  return changed === 1;
}

/**
 * The same, and the booking's cells written again in the same statement, so that a reclaim of them on
 * another writing node collides with this. False also where it owns no cells any more.
 */
export async function changeBookingWithCells(
  trx: Trx,
  booking: Booking,
  change: Partial<Booking>,
): Promise<boolean> {
  const row = toRow({ ...change, dueAt: dueAtOf({ ...booking, ...change }) });
  const columns = Object.keys(row);
  const [answer] = (await trx.raw(
    `update bookings b join booking_cells c on c.owner_id = b.id
        set ${columns.map((column) => `b.${column} = ?`).join(', ')},
            b.version = b.version + 1, c.writes = c.writes + 1
      where b.id = ? and b.version = ?`,
    [...Object.values(row), booking.id, booking.version] as string[],
  )) as [{ affectedRows: number }];
  return answer.affectedRows > 1;
}

/** Bookings that time has something to do with, the longest waiting first. */
export async function findDue(trx: Trx, now: Date, limit: number): Promise<string[]> {
  const rows = (await trx('bookings')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Looks at a booking later again: what time asked of it could not be done now. */
export async function postponeDue(trx: Trx, id: string, dueAt: Date): Promise<void> {
  await trx('bookings').where({ id }).update({ due_at: dueAt });
}

/**
 * Notes that nobody wrote down the end of a use. The version stays: whoever writes it down at this very
 * moment is not refused for it. False where it was noted, or has ended.
 */
export async function noteMissingEnd(trx: Trx, id: string, now: Date): Promise<boolean> {
  const noted = await trx('bookings')
    .where({ id, state: 'in_use' })
    .whereNull('end_missing_at')
    .update({ end_missing_at: now, due_at: null });
  return noted === 1;
}

/**
 * Notes that a booking was reviewed. The version stays: whoever accepts it at this very moment is not
 * refused for it, nor the review for that. False where it was reviewed before.
 */
export async function noteReviewed(trx: Trx, id: string, now: Date): Promise<boolean> {
  const noted = await trx('bookings')
    .where({ id })
    .whereNull('reviewed_at')
    .update({ reviewed_at: now, updated_at: now });
  return noted === 1;
}

/** Whether another booking is being used at a station. */
export async function isStationInUse(
  trx: Trx,
  stationId: string,
  exceptId: string,
): Promise<boolean> {
  const row: unknown = await trx('bookings')
    .where({ station_id: stationId, state: 'in_use' })
    .whereNot({ id: exceptId })
    .first('id');
  return row !== undefined;
}
