import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { setAsking } from './use-cases/change-group.ts';
import { addMember, removeMember, setMemberLimit } from './use-cases/keep-members.ts';
import { readGroupFor, viewGroup } from './use-cases/read-group.ts';

type Routes = 'getGroup' | 'changeGroup' | 'addMember' | 'setMemberLimit' | 'removeMember';

function answer(ctx: Context, body: { version: number }) {
  ctx.set('ETag', versionTag(body.version));
  return { status: 200, body };
}

export function groupRoutes(deps: Deps): Handlers<Routes> {
  return {
    getGroup: async ({ actor, params, ctx }) => {
      const group = await readGroupFor(deps.db, actor, params.id, 'getGroup');
      return answer(ctx, await viewGroup(deps, deps.db, actor, group));
    },
    changeGroup: async ({ actor, params, body, ctx }) =>
      answer(ctx, await setAsking(deps, actor, params.id, body.asksPrincipal)),
    addMember: async ({ actor, params, body, ctx }) => {
      const { limitFen } = body;
      const who = 'email' in body ? { email: body.email } : { userId: body.userId };
      const key = ctx.state.idempotencyKey as IdempotencyKey;
      return await addMember(deps, actor, key, params.id, { who, limitFen });
    },
    setMemberLimit: async ({ actor, params, body, ctx }) =>
      answer(ctx, await setMemberLimit(deps, actor, params, body.limitFen)),
    removeMember: async ({ actor, params, ctx }) =>
      answer(ctx, await removeMember(deps, actor, params)),
  };
}
