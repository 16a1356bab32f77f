import type { Deps } from '../../../deps.ts';
import type { OutboxHandler } from '../../../infra/outbox.ts';
import { type BookingView, findBooking, findNextFree } from '../../bookings/index.ts';
import { findHolders } from '../../identity/index.ts';
import { isNoticeKind, type NoticeKind } from '../domain/notice-words.ts';
import { type News, writeNotices } from './write-notices.ts';

/** Changes that the crew hears of; all others go to the booking's owner. */
const FOR_CREW: readonly NoticeKind[] = [
  'booking.appealed',
  'booking.booked',
  'booking.check_waiting',
  'booking.sent_back',
  'booking.end_proposed',
];

/** Changes that are news to both sides, and how the crew is told where that is not the same. */
const FOR_BOTH: Partial<Record<NoticeKind, NoticeKind>> = {
  'booking.cancelled': 'booking.cancelled',
  'booking.lapsed': 'booking.lapsed',
  'booking.moved': 'booking.moved',
  'booking.no_show': 'booking.missed',
  'booking.closed': 'booking.settled',
  'booking.reopened': 'booking.reopened',
  'booking.resolved': 'booking.resolved',
  'booking.infected': 'booking.infected',
};

function kindOf(payload: Record<string, unknown>): NoticeKind | undefined {
  const what = String(payload['what']);
  if (what === 'cancelled' && payload['actorId'] === null) return 'booking.lapsed';
  // Paid where nobody has to agree: news to the crew, who have done nothing yet.
  if (what === 'confirmed' && payload['from'] === 'held') return 'booking.booked';
  const kind = `booking.${what}`;
  return isNoticeKind(kind) ? kind : undefined;
}

/** The operators of a crew, or the unit's administrators who stand in where there is none. */
export async function findCrew(
  deps: Deps,
  at: { crewId: string | null; unitId: string },
): Promise<string[]> {
  return at.crewId === null
    ? await findHolders(deps.db, 'unit_admin', 'unit', [at.unitId])
    : await findHolders(deps.db, 'operator', 'crew', [at.crewId]);
}

type Receiver = Pick<News, 'userId' | 'kind'>;

/** The principal whose agreement a move has ended; the crew sees it in the move itself. */
function askedAnew({ state, principalId, principalAgreedAt }: BookingView): Receiver[] {
  const isAsked = state === 'requested' && principalAgreedAt === null;
  return principalId === null || !isAsked
    ? []
    : [{ userId: principalId, kind: 'booking.requested' }];
}

async function receivers(deps: Deps, kind: NoticeKind, booking: BookingView): Promise<Receiver[]> {
  const { ownerId, principalId } = booking;
  const crew = async (told: NoticeKind): Promise<Receiver[]> =>
    (await findCrew(deps, booking)).map((userId) => ({ userId, kind: told }));
  if (kind === 'booking.requested') {
    return [
      ...(booking.needsApproval ? await crew(kind) : []),
      ...(principalId === null ? [] : [{ userId: principalId, kind }]),
    ];
  }
  if (kind === 'booking.disputed') {
    // The crew answers it; the unit's administrators decide where that does not help.
    const admins = await findHolders(deps.db, 'unit_admin', 'unit', [booking.unitId]);
    return [...(await crew(kind)), ...admins.map((userId) => ({ userId, kind }))];
  }
  if (FOR_CREW.includes(kind)) return await crew(kind);
  if (kind === 'booking.end_missing') {
    return [...(await crew(kind)), { userId: ownerId, kind: 'booking.end_unknown' }];
  }
  const owner = { userId: ownerId, kind };
  const toCrew = FOR_BOTH[kind];
  return [
    ...(toCrew === undefined ? [] : await crew(toCrew)),
    owner,
    ...(kind === 'booking.moved' ? askedAnew(booking) : []),
  ];
}

/** Writes a notice for everyone a change of state concerns, but not for the one who made it. */
export const tellOfBooking: OutboxHandler = async (deps, event) => {
  const kind = kindOf(event.payload);
  if (kind === undefined) return;
  const bookingId = String(event.payload['bookingId']);
  const booking = await findBooking(deps.db, bookingId);
  if (booking === undefined) return;
  const actorId = event.payload['actorId'];
  const all = await receivers(deps, kind, booking);
  const to = all.filter(({ userId }) => userId !== actorId);
  const nextFreeAt =
    kind === 'booking.outage' ? await findNextFree(deps, booking.instrumentId) : null;
  const params = {
    who: booking.ownerName,
    instrument: `${booking.instrumentName} ${booking.model}`,
    instrumentEn: `${booking.instrumentNameEn ?? booking.instrumentName} ${booking.model}`,
    startsAt: booking.startsAt?.toISOString() ?? null,
    endsAt: booking.endsAt?.toISOString() ?? null,
    answerBy: booking.answerBy?.toISOString() ?? null,
    nextFreeAt: nextFreeAt?.startsAt.toISOString() ?? null,
    timeZone: booking.timeZone,
    reason: event.payload['reason'] as string | null,
    until: (event.payload['until'] as string | null | undefined) ?? null,
  };
  const about = { params, bookingId, instrumentId: booking.instrumentId };
  await writeNotices(
    deps,
    event,
    to.map((receiver) => ({ ...receiver, ...about })),
  );
};
