import type { OutboxHandler } from '../../../infra/outbox.ts';
import { moneyInWords } from '../../../infra/words.ts';
import { findGroup } from '../../groups/index.ts';
import type { NoticeKind } from '../domain/notice-words.ts';
import { writeNotices } from './write-notices.ts';

function kindOf(what: unknown, isLimited: boolean): NoticeKind | undefined {
  switch (what) {
    case 'added':
      return isLimited ? 'group.added_limited' : 'group.added';
    case 'removed':
      return 'group.removed';
    case 'limit_set':
      return isLimited ? 'group.limit_set' : 'group.limit_lifted';
    default:
      return undefined;
  }
}

/** Tells a member of what changed for them in their group, unless they changed it themselves. */
export const tellOfGroup: OutboxHandler = async (deps, event) => {
  const { actorId, groupId, limitFen, userId, what } = event.payload;
  const kind = kindOf(what, typeof limitFen === 'number');
  const group = await findGroup(deps.db, String(groupId));
  if (kind === undefined || group === undefined || userId === actorId) return;
  const params = {
    who: group.principalName,
    group: group.name,
    sum: typeof limitFen === 'number' ? moneyInWords(limitFen) : null,
  };
  await writeNotices(deps, event, [
    { userId: String(userId), kind, params, bookingId: null, instrumentId: null },
  ]);
};
