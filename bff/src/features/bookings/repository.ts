import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import type { QuoteLine } from '../pricing/index.ts';
import type { UserKind } from '../instruments/index.ts';
import type { BookingState } from './domain/states.ts';

/** The price as it was frozen when the slot was held. */
export interface FrozenQuote {
  userKind: UserKind;
  priceListId: string;
  lines: QuoteLine[];
  totalFen: number;
  lateCancelPercent: number;
}

export interface Booking {
  id: string;
  kind: 'time' | 'sample';
  state: BookingState;
  instrumentId: string;
  stationId: string | null;
  unitId: string;
  crewId: string | null;
  ownerId: string;
  payerKind: 'group' | 'company' | 'person';
  payerId: string;
  service: 'self' | 'crew';
  startsAt: Date | null;
  endsAt: Date | null;
  actualStartsAt: Date | null;
  actualEndsAt: Date | null;
  purpose: string;
  quote: FrozenQuote;
  totalFen: number;
  rulesVersion: number;
  needsApproval: boolean;
  holdExpiresAt: Date | null;
  paidAt: Date | null;
  answerBy: Date | null;
  freeCancelUntil: Date | null;
  completedAt: Date | null;
  autoCloseAt: Date | null;
  closedAt: Date | null;
  reason: string | null;
  resultsCount: number;
  reviewedAt: Date | null;
  /** Grows with every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A booking with the names that its readers see. */
export interface BookingView extends Booking {
  ownerName: string;
  payerName: string;
  instrumentName: string;
  model: string;
  room: string;
  classCode: string;
  unitName: string;
  timeZone: string;
  regionCode: string;
  acceptsVouchers: boolean;
}

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
  payerKind: 'payer_kind',
  payerId: 'payer_id',
  service: 'service',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  actualStartsAt: 'actual_starts_at',
  actualEndsAt: 'actual_ends_at',
  purpose: 'purpose',
  quote: 'quote',
  totalFen: 'total_fen',
  rulesVersion: 'rules_version',
  needsApproval: 'needs_approval',
  holdExpiresAt: 'hold_expires_at',
  paidAt: 'paid_at',
  answerBy: 'answer_by',
  freeCancelUntil: 'free_cancel_until',
  completedAt: 'completed_at',
  autoCloseAt: 'auto_close_at',
  closedAt: 'closed_at',
  reason: 'reason',
  resultsCount: 'results_count',
  reviewedAt: 'reviewed_at',
  version: 'version',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof Booking, string>;

function toRow(fields: Partial<Booking>): Row {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      COLUMNS[field as keyof Booking],
      field === 'quote' ? toJson(value) : value,
    ]),
  );
}

function toView(row: Row): BookingView {
  const fields = Object.fromEntries(
    Object.entries(COLUMNS).map(([field, column]) => [field, row[column]]),
  ) as unknown as Booking;
  return {
    ...fields,
    quote: fromJson(row['quote']),
    needsApproval: Boolean(row['needs_approval']),
    ownerName: String(row['owner_name']),
    payerName: String(row['payer_name']),
    instrumentName: String(row['instrument_name']),
    model: String(row['model']),
    room: String(row['room']),
    classCode: String(row['class_code']),
    unitName: String(row['unit_name']),
    timeZone: String(row['time_zone']),
    regionCode: String(row['region_code']),
    acceptsVouchers: Boolean(row['accepts_vouchers']),
  };
}

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
      'i.model',
      'i.room',
      'i.class_code',
      'i.accepts_vouchers',
      'u.name as unit_name',
      'u.time_zone',
      'u.region_code',
    );
}

export const toBookingView = toView;

export async function findBooking(trx: Trx, id: string): Promise<BookingView | undefined> {
  const row = (await bookingViews(trx).where('b.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toView(row);
}

export async function insertBooking(trx: Trx, booking: Booking): Promise<void> {
  await trx('bookings').insert(toRow(booking));
}

/**
 * Moves a booking on by one guarded statement; false where it is no longer in `from`, or `guard` does
 * not hold any more.
 */
export async function moveState(
  trx: Trx,
  id: string,
  from: BookingState,
  to: BookingState,
  change: Partial<Booking>,
  guard?: { column: 'hold_expires_at' | 'answer_by' | 'auto_close_at'; is: '>' | '<='; at: Date },
): Promise<boolean> {
  const query = trx('bookings').where({ id, state: from });
  if (guard !== undefined) void query.where(guard.column, guard.is, guard.at);
  const changed = await query.update({
    ...toRow(change),
    state: to,
    version: trx.raw('version + 1'),
  });
  return changed === 1;
}

export async function setBooking(trx: Trx, id: string, change: Partial<Booking>): Promise<void> {
  await trx('bookings')
    .where({ id })
    .update({ ...toRow(change), version: trx.raw('version + 1') });
}

/**
 * Counts one more version of results on a completed booking; false where the booking has moved on, or
 * another version came first, since it was read.
 */
export async function countResult(trx: Trx, booking: Booking, now: Date): Promise<boolean> {
  const changed = await trx('bookings')
    .where({ id: booking.id, state: 'completed', version: booking.version })
    .update({
      results_count: trx.raw('results_count + 1'),
      version: trx.raw('version + 1'),
      updated_at: now,
    });
  return changed === 1;
}

export async function insertBookingEvent(
  trx: Trx,
  event: {
    bookingId: string;
    from: BookingState | null;
    to: BookingState;
    actorId: string | null;
    reason: string | null;
    at: Date;
  },
): Promise<void> {
  await trx('booking_events').insert({
    booking_id: event.bookingId,
    from_state: event.from,
    to_state: event.to,
    actor_id: event.actorId,
    reason: event.reason,
    at: event.at,
  });
}
