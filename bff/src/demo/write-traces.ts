import { insertRows } from '../infra/insert-rows.ts';
import { toJson, type Trx } from '../infra/database.ts';
import type { PlannedBooking } from './plan-booking.ts';

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
