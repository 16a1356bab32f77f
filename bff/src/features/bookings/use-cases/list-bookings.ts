import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { decodeInstantCursor, pageOf } from '../../../infra/cursor.ts';
import { type Actor, scopesFor } from '../../../policy.ts';
import { findPayments } from '../../payments/index.ts';
import { REVIEW_MS } from '../domain/times.ts';
import { countByGroup, findBookings, type ListScope, type ListWish } from '../list-repository.ts';
import { presentBooking } from '../presenter.ts';

type Query = CheckedRequest<'listBookings'>['query'];

function scopeFor(actor: Actor, role: Query['role']): ListScope {
  if (role === 'mine') return { as: 'owner', userId: actor.userId };
  if (role === 'principal') return { as: 'principal', userId: actor.userId };
  if (role === 'company') {
    return { as: 'payer', companyIds: scopesFor(actor, 'listBookings', 'company') };
  }
  return {
    as: 'staff',
    crewIds: scopesFor(actor, 'listBookings', 'crew'),
    unitIds: scopesFor(actor, 'listBookings', 'unit'),
  };
}

/** A page of bookings within the person's scope. @throws Problem `request.cursor_invalid` */
export async function listBookings(deps: Deps, actor: Actor, query: Query) {
  const now = deps.clock.now();
  const wish: ListWish = {
    scope: scopeFor(actor, query.role),
    now,
    reviewableSince: later(now, -REVIEW_MS),
    state: query.state,
    group: query.group,
    instrumentId: query.instrumentId,
    isProblem: query.role === 'crew' ? query.problem : undefined,
    resultsWaiting: query.role === 'crew' ? query.resultsWaiting : undefined,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
  };
  const found = await findBookings(deps.db, wish, {
    sort: query.sort,
    after: query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor),
    limit: query.limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, query.limit, (booking) => [
    (booking.startsAt ?? booking.createdAt).toISOString(),
    booking.id,
  ]);
  const payments = await findPayments(
    deps.db,
    rows.map(({ id }) => id),
  );
  const counts = await countByGroup(deps.db, wish);
  return {
    items: rows.map((booking) =>
      presentBooking(
        booking,
        payments.filter(({ bookingId }) => bookingId === booking.id),
        null,
        { actor, now },
      ),
    ),
    nextCursor,
    counts: {
      needsYou: counts.needs_you,
      running: counts.running,
      done: counts.done,
      cancelled: counts.cancelled,
    },
  };
}
