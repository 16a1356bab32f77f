import type { RouteName } from '@dayi/shared/routes/index';
import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import { decodeInstantCursor, pageOf } from '../../infra/cursor.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { type Actor, may } from '../../policy.ts';
import { Problem } from '../../problem.ts';
import { findBankTransfers } from './bank-repository.ts';
import { findCredits } from './credit-repository.ts';
import { NO_RULE } from './domain/distribute.ts';
import { presentBankTransfer, presentCredit, presentDistribution } from './presenter.ts';
import { findRule } from './settlements-repository.ts';
import { recordBankTransfer, reconcileBankTransfer } from './use-cases/receive-transfer.ts';
import { setCredit, setDistribution } from './use-cases/set-terms.ts';

type Routes =
  | 'getDistribution'
  | 'setDistribution'
  | 'listCredits'
  | 'setCredit'
  | 'listBankTransfers'
  | 'recordBankTransfer'
  | 'reconcileBankTransfer';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

function mustAdminister(actor: Actor, route: RouteName, unitId: string): void {
  if (!may(actor, route, { unitId })) throw new Problem('access.forbidden');
}

export function paymentRoutes(deps: Deps): Handlers<Routes> {
  return {
    getDistribution: async ({ actor, params, ctx }) => {
      mustAdminister(actor, 'getDistribution', params.id);
      const rule = (await findRule(deps.db, params.id)) ?? NO_RULE;
      ctx.set('ETag', versionTag(rule.version));
      return { status: 200, body: presentDistribution(rule) };
    },
    setDistribution: async ({ actor, params, body, ctx }) => {
      mustAdminister(actor, 'setDistribution', params.id);
      const rule = await setDistribution(deps, actor, params.id, body);
      ctx.set('ETag', versionTag(rule.version));
      return { status: 200, body: presentDistribution(rule) };
    },
    listCredits: async ({ actor, params }) => {
      mustAdminister(actor, 'listCredits', params.id);
      const credits = await findCredits(deps.db, params.id);
      return { status: 200, body: { items: credits.map(presentCredit) } };
    },
    setCredit: async ({ actor, params, body }) => {
      mustAdminister(actor, 'setCredit', params.id);
      return {
        status: 200,
        body: presentCredit(await setCredit(deps, actor, params.id, body)),
      };
    },
    listBankTransfers: async ({ actor, params, query }) => {
      mustAdminister(actor, 'listBankTransfers', params.id);
      const found = await findBankTransfers(deps.db, params.id, {
        state: query.state,
        ...(query.cursor === undefined ? {} : { before: decodeInstantCursor(query.cursor) }),
        limit: query.limit + 1,
      });
      const { rows, nextCursor } = pageOf(found, query.limit, ({ receivedAt, id }) => [
        receivedAt.toISOString(),
        id,
      ]);
      return { status: 200, body: { items: rows.map(presentBankTransfer), nextCursor } };
    },
    recordBankTransfer: async ({ actor, params, body, ctx }) => {
      mustAdminister(actor, 'recordBankTransfer', params.id);
      return await recordBankTransfer(deps, actor, keyOf(ctx), params.id, body);
    },
    reconcileBankTransfer: async ({ actor, params, body, ctx }) =>
      await reconcileBankTransfer(deps, actor, keyOf(ctx), params.id, body),
  };
}
