import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import { decodeInstantCursor, pageOf } from '../../infra/cursor.ts';
import { emit } from '../../infra/outbox.ts';
import { inTransaction } from '../../infra/transaction.ts';
import type { Actor } from '../../policy.ts';
import { forgetAddress } from './addresses-repository.ts';
import { presentNotice } from './presenter.ts';
import { countUnread, findNotices, markRead } from './repository.ts';
import { setEmail, verifyEmail } from './use-cases/keep-email.ts';
import { changePreferences, leaveChannel, readPreferences } from './use-cases/keep-preferences.ts';
import { linkAlipay } from './use-cases/link-alipay.ts';

type Routes =
  | 'listNotices'
  | 'readNotices'
  | 'getNoticePreferences'
  | 'setNoticePreferences'
  | 'setEmail'
  | 'verifyEmail'
  | 'removeEmail'
  | 'linkAlipay'
  | 'unlinkAlipay'
  | 'leaveChannel';

export function notificationRoutes(deps: Deps): Handlers<Routes> {
  const preferences = async (actor: Actor, ctx: Context) => {
    const body = await readPreferences(deps, actor);
    ctx.set('ETag', versionTag(body.version));
    return { status: 200, body };
  };
  return {
    listNotices: async ({ actor, query }) => {
      const after = query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor);
      const found = await findNotices(deps.db, actor.userId, {
        limit: query.limit + 1,
        group: query.group,
        isUnread: query.unread === 'true',
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
      const unread = await inTransaction(deps, async (trx) => {
        const changed = await markRead(trx, actor.userId, body.ids, deps.clock.now());
        const left = await countUnread(trx, actor.userId);
        // The person's other phones count along.
        const payload = { userId: actor.userId, unread: left };
        if (changed > 0) await emit(deps, trx, { topic: 'notices.read', payload });
        return left;
      });
      return { status: 200, body: { unread } };
    },
    getNoticePreferences: async ({ actor, ctx }) => await preferences(actor, ctx),
    setNoticePreferences: async ({ actor, body, ctx }) => {
      await changePreferences(deps, actor, body);
      return await preferences(actor, ctx);
    },
    setEmail: async ({ actor, body, ctx }) => {
      await setEmail(deps, actor, body.address);
      return await preferences(actor, ctx);
    },
    verifyEmail: async ({ actor, body, ctx }) => {
      await verifyEmail(deps, actor, body.code);
      return await preferences(actor, ctx);
    },
    removeEmail: async ({ actor }) => {
      await inTransaction(deps, (trx) => forgetAddress(trx, actor.userId, 'email'));
      return { status: 204 };
    },
    linkAlipay: async ({ actor, body, ctx }) => {
      await linkAlipay(deps, actor, body.authCode);
      return await preferences(actor, ctx);
    },
    unlinkAlipay: async ({ actor }) => {
      await inTransaction(deps, (trx) => forgetAddress(trx, actor.userId, 'alipay'));
      return { status: 204 };
    },
    leaveChannel: async ({ params }) => {
      await leaveChannel(deps, params.token);
      return { status: 204 };
    },
  };
}
