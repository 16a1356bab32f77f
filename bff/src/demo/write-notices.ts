import { groupOf } from '../features/notifications/domain/notice-groups.ts';
import { isNoticeKind, type NoticeKind } from '../features/notifications/domain/notice-words.ts';
import { DAY, HOUR, later } from '../infra/clock.ts';
import { toJson, type Trx } from '../infra/database.ts';
import { insertRows } from '../infra/insert-rows.ts';
import type { StepTaken } from './fate.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { PlannedReview } from './review-plan.ts';
import type { World } from './world.ts';

const UNREAD = 5 * HOUR;
const NOTICED = 30 * DAY;
const FOR_CREW: readonly string[] = ['booking.requested', 'booking.booked', 'booking.disputed'];
/** What both hear of, and how the crew is told. */
const FOR_BOTH: Partial<Record<NoticeKind, NoticeKind>> = {
  'booking.cancelled': 'booking.cancelled',
  'booking.no_show': 'booking.missed',
  'booking.closed': 'booking.settled',
};

interface PlannedNotice {
  userId: string;
  kind: NoticeKind;
  /** The same for everyone who hears of one thing. */
  key: string;
  params: Record<string, string | null>;
  bookingId: string | null;
  instrumentId: string;
  at: Date;
  /** It still waits for its reader, however long ago it came. */
  isWaiting?: boolean;
}

function kindOf(step: StepTaken): NoticeKind | undefined {
  if (step.from === 'held' && step.to === 'confirmed') return 'booking.booked';
  const kind = `booking.${step.to}`;
  return isNoticeKind(kind) ? kind : undefined;
}

type Receiver = Pick<PlannedNotice, 'userId' | 'kind'>;

/** Whom a step is news to, by the same rule as live ones: not the one who took it. */
function receivers(planned: PlannedBooking, step: StepTaken, kind: NoticeKind): Receiver[] {
  const owner = planned.booking.ownerId;
  const crew = (told: NoticeKind) =>
    planned.bookable.operators.map(({ id }): Receiver => ({ userId: id, kind: told }));
  const toCrew = FOR_BOTH[kind];
  const { needsApproval, principalId } = planned.booking;
  const asked = [
    ...(needsApproval ? crew(kind) : []),
    ...(principalId === null ? [] : [{ userId: principalId, kind }]),
  ];
  const all = FOR_CREW.includes(kind)
    ? kind === 'booking.requested'
      ? asked
      : crew(kind)
    : [{ userId: owner, kind }, ...(toCrew === undefined ? [] : crew(toCrew))];
  const actorId = step.by === 'owner' ? owner : step.by === 'operator' ? planned.operatorId : null;
  return all.filter(({ userId }) => userId !== actorId);
}

/** What was told of bookings. */
export function bookingNotices(plan: readonly PlannedBooking[], now: Date): PlannedNotice[] {
  return plan.flatMap((planned) => {
    const { booking, bookable, customer, fate } = planned;
    const { instrument } = bookable;
    return fate.steps.flatMap((step) => {
      const kind = kindOf(step);
      if (kind === undefined || step.at < later(now, -NOTICED)) return [];
      const params = {
        who: customer.person.name,
        instrument: `${instrument.name} ${instrument.model}`,
        startsAt: booking.startsAt?.toISOString() ?? null,
        endsAt: booking.endsAt?.toISOString() ?? null,
        answerBy: booking.answerBy?.toISOString() ?? null,
        timeZone: instrument.timeZone,
        reason: step.reason,
      };
      return receivers(planned, step, kind).map((receiver) => ({
        ...receiver,
        key: `demo:${booking.id}:${step.to}`,
        params,
        bookingId: booking.id,
        instrumentId: instrument.id,
        at: step.at,
      }));
    });
  });
}

/** The people who judge appeals in every region of the demo. */
export function officesOf(world: World): string[] {
  return world.roles
    .filter(
      ({ role, scopeId }) =>
        role === 'platform_admin' || (role === 'authority' && scopeId === '330000'),
    )
    .map(({ userId }) => userId);
}

/** What was told of reviews. */
export function reviewNotices(
  reviews: readonly PlannedReview[],
  plan: readonly PlannedBooking[],
  offices: readonly string[],
  now: Date,
): PlannedNotice[] {
  const byBooking = new Map(plan.map((planned) => [planned.booking.id, planned]));
  return reviews.flatMap((review) => {
    const planned = byBooking.get(review.bookingId);
    if (planned === undefined) return [];
    const { bookable } = planned;
    const { instrument } = bookable;
    const { appeal, authorId: author, editedAt, reply } = review;
    const crew = bookable.operators.map(({ id }) => id);
    const tell = (
      kind: NoticeKind,
      at: Date | undefined,
      to: readonly string[],
      reason?: string,
    ) =>
      at === undefined || at < later(now, -NOTICED)
        ? []
        : to.map((userId): PlannedNotice => ({
            userId,
            kind,
            key: `demo:${review.id}:${kind}`,
            params: {
              instrument: `${instrument.name} ${instrument.model}`,
              reason: reason ?? null,
            },
            bookingId: kind === 'review.to_judge' ? null : review.bookingId,
            instrumentId: instrument.id,
            at,
            isWaiting: kind === 'review.to_judge' && appeal?.judged === null,
          }));
    const others = crew.filter((id) => id !== appeal?.appealedBy);
    return [
      ...tell('review.written', review.createdAt, crew),
      ...tell('review.edited', editedAt ?? undefined, crew),
      ...tell('review.replied', reply?.createdAt, [author], reply?.text),
      ...tell('review.appealed', appeal?.appealedAt, [author], appeal?.reason),
      ...tell('review.to_judge', appeal?.appealedAt, offices, appeal?.reason),
      ...tell(
        'review.restored',
        appeal?.judged?.at,
        [author, ...others, ...(appeal === null ? [] : [appeal.appealedBy])],
        appeal?.judged?.reason,
      ),
    ];
  });
}

/** Notices of the last weeks, for those one can sign in as; what came lately is unread. */
export async function writeNotices(
  trx: Trx,
  notices: readonly PlannedNotice[],
  watchers: ReadonlySet<string>,
  newId: () => string,
  now: Date,
): Promise<void> {
  const rows = notices
    .filter(({ userId }) => watchers.has(userId))
    .map((notice) => ({
      id: newId(),
      user_id: notice.userId,
      kind: notice.kind,
      kind_group: groupOf(notice.kind),
      natural_key: notice.key,
      params: toJson(notice.params),
      booking_id: notice.bookingId,
      instrument_id: notice.instrumentId,
      read_at:
        notice.at < later(now, -UNREAD) && notice.isWaiting !== true
          ? later(notice.at, UNREAD)
          : null,
      created_at: notice.at,
    }));
  await insertRows(trx, 'notices', rows);
}
