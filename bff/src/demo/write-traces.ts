import { insertRows } from '../infra/insert-rows.ts';
import { isNoticeKind, type NoticeKind } from '../features/notifications/domain/notice-words.ts';
import { DAY, later } from '../infra/clock.ts';
import { toJson, type Trx } from '../infra/database.ts';
import type { StepTaken } from './fate.ts';
import type { PlannedBooking } from './plan-booking.ts';

const UNREAD = DAY;
const NOTICED = 30 * DAY;
const FOR_CREW: readonly string[] = ['booking.requested', 'booking.disputed'];

function kindOf(step: StepTaken): NoticeKind | undefined {
  const kind = `booking.${step.to}`;
  return isNoticeKind(kind) ? kind : undefined;
}

/** Whom a step is news to, by the same rule as live ones: not the one who took it. */
function receivers(planned: PlannedBooking, step: StepTaken, kind: string): string[] {
  const crew = planned.bookable.operators.map(({ id }) => id);
  const owner = planned.booking.ownerId;
  const all = FOR_CREW.includes(kind)
    ? crew
    : kind === 'booking.cancelled'
      ? [owner, ...crew]
      : [owner];
  const actorId = step.by === 'owner' ? owner : step.by === 'operator' ? planned.operatorId : null;
  return all.filter((id) => id !== actorId);
}

/** Notices of the last weeks, for those one can sign in as. */
export async function writeNotices(
  trx: Trx,
  plan: readonly PlannedBooking[],
  watchers: ReadonlySet<string>,
  newId: () => string,
  now: Date,
): Promise<void> {
  const rows = plan.flatMap((planned) => {
    const { booking, bookable, customer, fate } = planned;
    const { instrument } = bookable;
    return fate.steps.flatMap((step) => {
      const kind = kindOf(step);
      if (kind === undefined || step.at < later(now, -NOTICED)) return [];
      return receivers(planned, step, kind)
        .filter((userId) => watchers.has(userId))
        .map((userId) => ({
          id: newId(),
          user_id: userId,
          kind,
          natural_key: `demo:${booking.id}:${step.to}`,
          params: toJson({
            who: customer.person.name,
            instrument: `${instrument.name} ${instrument.model}`,
            startsAt: booking.startsAt?.toISOString() ?? null,
            endsAt: booking.endsAt?.toISOString() ?? null,
            answerBy: booking.answerBy?.toISOString() ?? null,
            timeZone: instrument.timeZone,
            reason: step.reason,
          }),
          booking_id: booking.id,
          instrument_id: instrument.id,
          read_at: step.at < later(now, -UNREAD) ? later(step.at, DAY / 2) : null,
          created_at: step.at,
        }));
    });
  });
  await insertRows(trx, 'notices', rows);
}

/** The trail of what the watched people's bookings went through, oldest first. */
export async function writeTrail(
  trx: Trx,
  plan: readonly PlannedBooking[],
  watchers: ReadonlySet<string>,
  newId: () => string,
): Promise<void> {
  const lines = plan.flatMap((planned) => {
    const { booking, bookable, fate, operatorId, unit } = planned;
    const isWatched =
      watchers.has(booking.ownerId) || bookable.operators.some(({ id }) => watchers.has(id));
    if (!isWatched) return [];
    return fate.steps.map((step) => ({
      id: newId(),
      at: step.at,
      actor_id: step.by === 'owner' ? booking.ownerId : step.by === 'operator' ? operatorId : null,
      action: `booking.${step.to}`,
      object_kind: 'booking',
      object_id: booking.id,
      unit_id: booking.unitId,
      region_code: unit.plan.region,
      request_id: null,
      detail: toJson({ from: step.from, reason: step.reason }),
    }));
  });
  await insertRows(
    trx,
    'audit_events',
    lines.sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
}
