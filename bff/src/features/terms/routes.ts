import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { versionTag } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { previewRules } from '../bookings/index.ts';
import { countCrew } from '../instruments/index.ts';
import { instrumentFor, listRunInstruments } from './use-cases/run-instrument.ts';
import { createPriceList, listPriceLists, withdrawPriceList } from './use-cases/set-prices.ts';
import { requireSecondPerson, setRules } from './use-cases/set-rules.ts';

type Routes =
  | 'listRunInstruments'
  | 'getRules'
  | 'previewRules'
  | 'setRules'
  | 'listPriceLists'
  | 'createPriceList'
  | 'withdrawPriceList';

export function termsRoutes(deps: Deps): Handlers<Routes> {
  return {
    listRunInstruments: async ({ actor, query }) => ({
      status: 200,
      body: await listRunInstruments(deps, actor, query),
    }),
    getRules: async ({ actor, params, ctx }) => {
      const instrument = await instrumentFor(deps, actor, params.id, 'getRules');
      const { rules, rulesVersion: version, timeZone } = instrument;
      ctx.set('ETag', versionTag(version));
      const checkers = await countCrew(deps.db, instrument);
      return { status: 200, body: { rules, version, timeZone, checkers } };
    },
    previewRules: async ({ actor, params, body }) => {
      const instrument = await instrumentFor(deps, actor, params.id, 'previewRules');
      await requireSecondPerson(deps, instrument, body.rules);
      return { status: 200, body: await previewRules(deps, instrument, body.rules) };
    },
    setRules: async ({ actor, params, body, ctx }) => {
      const set = await setRules(deps, actor, params.id, body.rules);
      ctx.set('ETag', versionTag(set.version));
      return { status: 200, body: set };
    },
    listPriceLists: async ({ actor, params }) => ({
      status: 200,
      body: await listPriceLists(deps, actor, params.id),
    }),
    createPriceList: async ({ actor, params, body, ctx }) =>
      await createPriceList(deps, actor, keyOf(ctx), params.id, body),
    withdrawPriceList: async ({ actor, params }) => {
      await withdrawPriceList(deps, actor, params.id, params.listId);
      return { status: 204, body: null };
    },
  };
}

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;
