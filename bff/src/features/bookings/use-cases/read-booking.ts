import type { RouteName } from '@dayi/shared/routes/index';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Actor, may, type ObjectScope } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import type { Booking, BookingView } from '../domain/booking.ts';
import { findBooking } from '../repository.ts';

/** Routes that do not change the booking itself: a version they name is another thing's. */
const READS: readonly RouteName[] = [
  'getBooking',
  'listResults',
  'getReview',
  'changeReview',
  'getBookingCalendar',
  'getRunEvidence',
];

/** Where a booking stands, as far as access asks. */
export function scopeOf(booking: Booking): ObjectScope {
  return {
    ownerId: booking.ownerId,
    principalId: booking.principalId,
    makerId: booking.madeBy,
    companyId: booking.payerKind === 'company' ? booking.payerId : null,
    crewId: booking.crewId,
    unitId: booking.unitId,
  };
}

/**
 * The booking, where this person may call `route` on it.
 * @throws Problem `booking.not_found` where they may not even know of it, `access.forbidden` where
 *   they see it but this step is another's, `request.stale` where they mean to change a state that it
 *   is no longer in.
 */
export async function readBookingFor(
  trx: Trx,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<BookingView> {
  const booking = await findBooking(trx, id);
  if (booking === undefined || !may(actor, 'getBooking', scopeOf(booking))) {
    throw new Problem('booking.not_found');
  }
  if (!may(actor, route, scopeOf(booking))) throw new Problem('access.forbidden');
  const ifMatch = currentIfMatch();
  if (ifMatch !== null && !READS.includes(route) && ifMatch !== versionTag(booking.version)) {
    throw new Problem('request.stale');
  }
  return booking;
}
