import type { Knex } from 'knex';
import type { Trx } from '../../infra/database.ts';
import type { BookingView } from './domain/booking.ts';
import { type BookingState, STATE_GROUPS } from './domain/states.ts';
import { bookingViews, toBookingView } from './repository.ts';

/** Whose bookings a person may list; filtered in SQL, never after. */
export type ListScope =
  | { as: 'owner'; userId: string }
  | { as: 'principal'; userId: string }
  | { as: 'staff'; crewIds: string[]; unitIds: string[] }
  | { as: 'payer'; companyIds: string[] };

export type BookingGroup = 'needs_you' | 'running' | 'done' | 'cancelled';

export interface ListWish {
  scope: ListScope;
  now: Date;
  /** Reviews may be written for bookings completed after this. */
  reviewableSince: Date;
  state?: BookingState | undefined;
  group?: BookingGroup | undefined;
  instrumentId?: string | undefined;
  /** Only what the crew has to clear up: ends nobody wrote down, open appeals. */
  isProblem?: boolean | undefined;
  resultsWaiting?: boolean | undefined;
  from?: Date | undefined;
  /** Only what is over by then. */
  until?: Date | undefined;
  to?: Date | undefined;
}

function inScope(query: Knex.QueryBuilder, scope: ListScope): void {
  if (scope.as === 'owner') void query.where('b.owner_id', scope.userId);
  else if (scope.as === 'principal') void query.where('b.principal_id', scope.userId);
  else if (scope.as === 'payer') {
    void query.where('b.payer_kind', 'company').whereIn('b.payer_id', scope.companyIds);
  } else {
    void query.where((mine) => {
      void mine.whereIn('b.crew_id', scope.crewIds).orWhereIn('b.unit_id', scope.unitIds);
    });
  }
}

/** The group of a row as an SQL expression, so that list and counts can never disagree. */
function groupOf(trx: Trx, { scope, now, reviewableSince }: ListWish): Knex.Raw {
  const quoted = (states: readonly BookingState[]) => states.map((state) => `'${state}'`).join(',');
  const cancelled = quoted(STATE_GROUPS.cancelled);
  if (scope.as === 'principal') {
    return trx.raw(
      `case when b.state in (${cancelled}) or b.state = 'held' then 'cancelled'
            when b.state = 'requested' and b.principal_agreed_at is null then 'needs_you'
            when b.state = 'closed' then 'done' else 'running' end`,
    );
  }
  if (scope.as === 'staff') {
    return trx.raw(
      `case when b.state in (${cancelled}) or b.state = 'held' then 'cancelled'
            when b.state in ('requested', 'awaiting_results') then 'needs_you'
            when b.results_waiting_by is not null then 'needs_you'
            when b.state = 'closed' then 'done' else 'running' end`,
    );
  }
  return trx.raw(
    `case when b.state = 'held' and b.hold_expires_at < ? then 'cancelled'
          when b.state in (${quoted(STATE_GROUPS.needsYou)}) then 'needs_you'
          when b.state = 'closed' and b.reviewed_at is null and b.completed_at >= ? then 'needs_you'
          when b.state in (${cancelled}) then 'cancelled'
          when b.state = 'closed' then 'done' else 'running' end`,
    [now, reviewableSince],
  );
}

function wished(trx: Trx, query: Knex.QueryBuilder, wish: ListWish): void {
  inScope(query, wish.scope);
  // A hold is its owner's business until it is paid.
  if (wish.scope.as !== 'owner') void query.whereNotIn('b.state', ['held', 'expired']);
  if (wish.state !== undefined) void query.where('b.state', wish.state);
  if (wish.group !== undefined) void query.whereRaw('? = ?', [groupOf(trx, wish), wish.group]);
  if (wish.instrumentId !== undefined) void query.where('b.instrument_id', wish.instrumentId);
  if (wish.isProblem === true) {
    void query.where((odd) => {
      void odd
        .where((late) => void late.where('b.state', 'in_use').whereNotNull('b.end_missing_at'))
        .orWhere(
          (asked) =>
            void asked
              .whereNotNull('b.appeal')
              .whereNull('b.waived_at')
              .whereNull('b.appeal_refused_at'),
        );
    });
  }
  if (wish.resultsWaiting === true) void query.whereNotNull('b.results_waiting_by');
  if (wish.from !== undefined) void query.where('b.ends_at', '>', wish.from);
  if (wish.until !== undefined) void query.where('b.ends_at', '<=', wish.until);
  if (wish.to !== undefined) void query.where('b.starts_at', '<', wish.to);
}

export interface ListPage {
  sort: 'newest' | 'soonest';
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

/** Bookings without machine time sort by when they were made. */
const WHEN = 'coalesce(b.starts_at, b.created_at)';

export async function findBookings(
  trx: Trx,
  wish: ListWish,
  page: ListPage,
): Promise<BookingView[]> {
  const direction = page.sort === 'newest' ? 'desc' : 'asc';
  const query = bookingViews(trx)
    .orderByRaw(`${WHEN} ${direction}, b.id ${direction}`)
    .limit(page.limit);
  wished(trx, query, wish);
  if (page.after !== undefined) {
    const sign = page.sort === 'newest' ? '<' : '>';
    void query.whereRaw(`(${WHEN}, b.id) ${sign} (?, ?)`, [page.after.at, page.after.id]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map(toBookingView);
}

export async function countByGroup(
  trx: Trx,
  wish: ListWish,
): Promise<Record<BookingGroup, number>> {
  const query = trx('bookings as b')
    .select({ group_name: groupOf(trx, wish) })
    .count('* as n')
    .groupBy('group_name');
  wished(trx, query, { ...wish, group: undefined, state: undefined });
  const rows = (await query) as { group_name: BookingGroup; n: number }[];
  const counts = { needs_you: 0, running: 0, done: 0, cancelled: 0 };
  for (const row of rows) counts[row.group_name] = row.n;
  return counts;
}

/** Held, asked-for and agreed bookings of an instrument that have yet to begin, soonest first. */
export async function findStanding(
  trx: Trx,
  instrumentId: string,
  now: Date,
): Promise<BookingView[]> {
  const rows = (await bookingViews(trx)
    .where('b.instrument_id', instrumentId)
    .whereIn('b.state', ['held', 'requested', 'confirmed'])
    .andWhere('b.starts_at', '>', now)
    .orderBy('b.starts_at')) as Record<string, unknown>[];
  return rows.map(toBookingView);
}

/** Bookings that someone may come to begin or to end, of these crews and of units' crewless instruments. */
export async function findCheckable(
  trx: Trx,
  whose: { crewIds: readonly string[]; unitIds: readonly string[] },
  around: { from: Date; to: Date },
): Promise<BookingView[]> {
  const rows = (await bookingViews(trx)
    .whereIn('b.state', ['confirmed', 'in_use'])
    .andWhere((near) => {
      void near
        .where((timed) => {
          void timed.where('b.ends_at', '>', around.from).where('b.starts_at', '<', around.to);
        })
        // A sample takes no time of the machine: it may be brought any day.
        .orWhereNull('b.starts_at');
    })
    .andWhere((mine) => {
      void mine.whereIn('b.crew_id', [...whose.crewIds]).orWhere((crewless) => {
        void crewless.whereNull('b.crew_id').whereIn('b.unit_id', [...whose.unitIds]);
      });
    })) as Record<string, unknown>[];
  return rows.map(toBookingView);
}
