import type { Deps } from '../../../deps.ts';
import { decodeIdCursor, pageOf } from '../../../infra/cursor.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findFleet, findRejects } from '../devices-repository.ts';
import { presentSensor } from '../presenter.ts';

/**
 * Only its administrators and crews know of a unit's sensors.
 * @throws Problem `sensor.not_found`
 */
export function requireUnit(actor: Actor, unitId: string): void {
  const isAdmin = actor.holdings.some(
    ({ role, scopeKind, scopeId }) =>
      role === 'unit_admin' && scopeKind === 'unit' && scopeId === unitId,
  );
  if (!isAdmin && !actor.crews.some((crew) => crew.unitId === unitId)) {
    throw new Problem('sensor.not_found');
  }
}

/** The sensors of a unit with their health. @throws Problem `sensor.not_found`, `request.cursor_invalid` */
export async function listSensors(
  deps: Deps,
  actor: Actor,
  { unitId, cursor, limit }: { unitId: string; cursor?: string | undefined; limit: number },
) {
  requireUnit(actor, unitId);
  const after = cursor === undefined ? undefined : decodeIdCursor(cursor);
  const page = pageOf(await findFleet(deps.db, unitId, after, limit + 1), limit, ({ code }) => [
    code,
  ]);
  const today = deps.clock.now().toISOString().slice(0, 10);
  const ids = page.rows.map(({ id }) => id);
  const rejects = await findRejects(deps.db, ids, today);
  const items = page.rows.map((row) =>
    presentSensor(
      row,
      rejects
        .filter(({ subject }) => subject === row.id)
        .map(({ reason, count }) => ({ reason, count })),
    ),
  );
  return { items, nextCursor: page.nextCursor };
}
