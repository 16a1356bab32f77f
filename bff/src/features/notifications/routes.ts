import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { decodeInstantCursor, pageOf } from '../../infra/cursor.ts';
import { presentNotice } from './presenter.ts';
import { countUnread, findNotices, markRead } from './repository.ts';

export function notificationRoutes(deps: Deps): Handlers<'listNotices' | 'readNotices'> {
  return {
    listNotices: async ({ actor, query }) => {
      const after = query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor);
      const found = await findNotices(deps.db, actor.userId, {
        limit: query.limit + 1,
        ...(after === undefined ? {} : { before: { createdAt: after.at, id: after.id } }),
      });
      const { rows, nextCursor } = pageOf(found, query.limit, (notice) => [
        notice.createdAt.toISOString(),
        notice.id,
      ]);
      const unread = await countUnread(deps.db, actor.userId);
      return { status: 200, body: { items: rows.map(presentNotice), nextCursor, unread } };
    },
    readNotices: async ({ actor, body }) => {
      await markRead(deps.db, actor.userId, body.ids, deps.clock.now());
      return { status: 200, body: { unread: await countUnread(deps.db, actor.userId) } };
    },
  };
}
