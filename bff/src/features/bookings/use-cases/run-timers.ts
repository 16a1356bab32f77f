import type { Deps } from '../../../deps.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import type { Trx } from '../../../infra/database.ts';
import type { BookingView } from '../domain/booking.ts';
import { noShowFee } from '../domain/late-fee.ts';
import { isEndMissing, isOverdue } from '../domain/times.ts';
import { findBooking, findDue, noteMissingEnd, postponeDue } from '../repository.ts';
import { closeBooking } from './close-booking.ts';
import { giveBack } from './give-back.ts';
import { expireHold, ignoreConflict, openGateOf, reclaimableBefore } from './reclaim-hold.ts';
import { bookingEvent, takeStep } from './take-step.ts';
import { seenOn } from './witness.ts';

const BATCH = 50;

/** Use that nobody wrote down but the sensor saw is no no-show: it has begun then, and the crew ends it. */
async function beginAsSeen(deps: Deps, trx: Trx, booking: BookingView): Promise<boolean> {
  const { endsAt, id, instrumentId, startsAt } = booking;
  if (startsAt === null || endsAt === null) return false;
  const actualStartsAt = await seenOn(deps, trx, { id, instrumentId, startsAt, endsAt });
  if (actualStartsAt === null) return false;
  await takeStep(deps, trx, booking, {
    from: 'confirmed',
    to: 'in_use',
    actorId: null,
    change: { actualStartsAt },
  });
  return true;
}

/** Writes what time has made of a booking; nothing where it has moved on, or its time is not over. */
export async function applyTime(deps: Deps, trx: Trx, booking: BookingView): Promise<void> {
  const now = deps.clock.now();
  if (isEndMissing(booking, now)) {
    if (await noteMissingEnd(trx, booking.id, now)) {
      await emit(
        deps,
        trx,
        bookingEvent(booking, 'in_use', { what: 'end_missing', actorId: null }),
      );
    }
    return;
  }
  if (!isOverdue(booking, now)) return;
  switch (booking.state) {
    case 'held':
      if ((booking.holdExpiresAt ?? now) <= reclaimableBefore(now)) {
        await expireHold(deps, trx, booking);
      }
      return;
    case 'requested': {
      const reason = 'request not answered in time';
      const ended = await takeStep(deps, trx, booking, {
        from: 'requested',
        to: 'cancelled',
        actorId: null,
      });
      await giveBack(deps, trx, ended, { feeFen: 0, actorId: null, reason });
      return;
    }
    case 'confirmed': {
      if (await beginAsSeen(deps, trx, booking)) return;
      const missed = await takeStep(deps, trx, booking, {
        from: 'confirmed',
        to: 'no_show',
        actorId: null,
      });
      const back = { feeFen: noShowFee(booking), actorId: null, reason: 'booking missed' };
      await giveBack(deps, trx, missed, back);
      return;
    }
    case 'completed':
      await closeBooking(deps, trx, booking, { actorId: null });
      return;
    default:
  }
}

/**
 * What time asks of bookings: holds end, requests lapse, missed ones become no-shows, finished ones
 * close. Each booking carries its own instant (`due_at`), so no job has to have run in its minute, and
 * any number of workers may look: the first write of a booking wins, the others find it moved on.
 * @returns how many were looked at.
 */
export async function runBookingTimers(deps: Deps): Promise<number> {
  const due = await findDue(deps.db, deps.clock.now(), BATCH);
  for (const id of due) {
    try {
      const looked = await inTransaction(deps, async (trx) => {
        const booking = await findBooking(trx, id);
        if (booking !== undefined) await applyTime(deps, trx, booking);
        return booking;
      }).catch(ignoreConflict);
      if (looked !== undefined) await openGateOf(deps, looked);
    } catch (error) {
      deps.logger.error({ err: error, bookingId: id }, 'booking timer failed');
      await postponeDue(deps.db, id, later(deps.clock.now(), MINUTE));
    }
  }
  return due.length;
}
