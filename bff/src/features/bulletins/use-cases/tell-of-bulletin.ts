import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { emit, type NewEvent } from '../../../infra/outbox.ts';
import { writeAudit } from '../../audit/index.ts';

/** `due`: a unit's answer is due soon; `overdue`: it did not come; `unanswered`: the office hears how many did not. */
export type BulletinNews = 'published' | 'answered' | 'due' | 'overdue' | 'unanswered';

export const bulletinEvent = (
  bulletinId: string,
  what: BulletinNews,
  more: { unitId?: string; actorId?: string | null; count?: number } = {},
): NewEvent => ({ topic: 'bulletin.changed', payload: { what, bulletinId, ...more } });

/** Writes a step of a bulletin into the trail, and tells of it where somebody else is to know. */
export async function tellOfBulletin(
  deps: Deps,
  trx: Trx,
  bulletinId: string,
  step: {
    what: 'generated' | 'published' | 'answered';
    actorId: string | null;
    unitId?: string;
    detail?: Record<string, unknown>;
  },
): Promise<void> {
  const { actorId, detail, unitId, what } = step;
  await writeAudit(deps, trx, {
    actorId,
    action: `bulletin.${what}`,
    objectKind: 'bulletin',
    objectId: bulletinId,
    ...(unitId === undefined ? {} : { unitId }),
    ...(detail === undefined ? {} : { detail }),
  });
  if (what === 'generated') return;
  const more = unitId === undefined ? { actorId } : { actorId, unitId };
  await emit(deps, trx, bulletinEvent(bulletinId, what, more));
}
