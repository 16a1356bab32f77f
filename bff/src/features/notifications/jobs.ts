import type { Deps } from '../../deps.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import { publishLive } from '../../infra/live-bus.ts';
import { type BookingView, findBooking, findNextFree } from '../bookings/index.ts';
import { findCrewMembers } from '../instruments/index.ts';
import { insertNotice } from './repository.ts';
import { isNoticeKind, type NoticeKind } from './domain/notice-words.ts';

/** Changes that the crew hears of; all others go to the booking's owner. */
const FOR_CREW: readonly NoticeKind[] = ['booking.disputed', 'booking.appealed'];

/** Changes that either side may make, and that are news to the other. */
const FOR_BOTH: readonly NoticeKind[] = ['booking.cancelled', 'booking.lapsed', 'booking.moved'];

function kindOf(payload: Record<string, unknown>): NoticeKind | undefined {
  const what = String(payload['what']);
  if (what === 'cancelled' && payload['actorId'] === null) return 'booking.lapsed';
  const kind = `booking.${what}`;
  return isNoticeKind(kind) ? kind : undefined;
}

async function receivers(deps: Deps, kind: NoticeKind, booking: BookingView) {
  const { crewId, ownerId: owner, principalId } = booking;
  const crew = crewId === null ? [] : (await findCrewMembers(deps.db, crewId)).map(({ id }) => id);
  if (kind === 'booking.requested') {
    return [...(booking.needsApproval ? crew : []), ...(principalId === null ? [] : [principalId])];
  }
  if (FOR_CREW.includes(kind)) return crew;
  if (FOR_BOTH.includes(kind)) return [owner, ...crew];
  return [owner];
}

/** Writes a notice for everyone a change of state concerns, but not for the one who made it. */
const tellOfBooking: OutboxHandler = async (deps, event) => {
  const kind = kindOf(event.payload);
  if (kind === undefined) return;
  const bookingId = String(event.payload['bookingId']);
  const booking = await findBooking(deps.db, bookingId);
  if (booking === undefined) return;
  const actorId = event.payload['actorId'];
  const to = (await receivers(deps, kind, booking)).filter((userId) => userId !== actorId);
  const nextFreeAt =
    kind === 'booking.outage' ? await findNextFree(deps, booking.instrumentId) : null;
  for (const userId of new Set(to)) {
    const notice = {
      id: deps.newId(),
      userId,
      kind,
      naturalKey: `outbox:${String(event.seq)}`,
      params: {
        who: booking.ownerName,
        instrument: `${booking.instrumentName} ${booking.model}`,
        startsAt: booking.startsAt?.toISOString() ?? null,
        endsAt: booking.endsAt?.toISOString() ?? null,
        answerBy: booking.answerBy?.toISOString() ?? null,
        nextFreeAt: nextFreeAt?.startsAt.toISOString() ?? null,
        timeZone: booking.timeZone,
        reason: event.payload['reason'] as string | null,
      },
      bookingId,
      instrumentId: booking.instrumentId,
      readAt: null,
      createdAt: event.createdAt,
    };
    await insertNotice(deps.db, notice);
    // Told again where the first telling failed: to a phone it is a hint to look, nothing more.
    await publishLive(deps, {
      event: 'notice',
      topic: `user:${userId}`,
      seq: event.seq,
      data: { noticeId: notice.id, kind },
    });
  }
};

export const notificationOutbox: ReadonlyMap<string, OutboxHandler> = new Map([
  ['booking.changed', tellOfBooking],
]);
