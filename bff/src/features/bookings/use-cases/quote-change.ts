import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findPayments, paidFen } from '../../payments/index.ts';
import type { Interval } from '../domain/cells.ts';
import { PAYABLE_STATES } from '../domain/states.ts';
import { judgeMove } from './change-booking.ts';
import { changeOf } from './moved-booking.ts';
import { refusalOf } from './quote-booking.ts';
import { readBookingFor } from './read-booking.ts';

/**
 * What moving a booking to another time would cost or give back, whom it asks anew, and which rules it
 * would break; makes nothing. Sums in fen.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`, `booking.move_refused`
 */
export async function quoteChange(deps: Deps, actor: Actor, id: string, range: Interval) {
  const booking = await readBookingFor(deps.db, actor, id, 'changeBooking');
  if (!PAYABLE_STATES.includes(booking.state)) throw new Problem('booking.state_conflict');
  const { isOther, judged } = await judgeMove(deps, actor, booking, range);
  const change = changeOf(deps, judged, booking, range, isOther);
  const totalFen = change.totalFen ?? booking.totalFen;
  const paid = paidFen(await findPayments(deps.db, [id]));
  return {
    lines: change.quote?.lines ?? booking.quote.lines,
    totalFen,
    wasFen: booking.totalFen,
    dueFen: isOther ? 0 : Math.max(0, totalFen - paid),
    backFen: Math.max(0, paid - totalFen),
    // What others have in their purse is not for staff to see.
    account: isOther ? { accountId: null, balanceFen: 0 } : judged.account,
    freeCancelUntil: change.freeCancelUntil?.toISOString() ?? null,
    ...(await refusalOf(deps, actor, judged, id)),
  };
}
