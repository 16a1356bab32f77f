import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { versionTag } from '../../infra/current-request.ts';
import { changeInterests, readInterests } from './use-cases/keep-interests.ts';
import {
  changeSavedSearch,
  createSavedSearch,
  deleteSavedSearch,
  listSavedSearches,
} from './use-cases/keep-saved-searches.ts';
import { noteOpened, noteShown } from './use-cases/note-impressions.ts';
import { recommendInstruments } from './use-cases/recommend-instruments.ts';

type Routes =
  | 'listSavedSearches'
  | 'createSavedSearch'
  | 'changeSavedSearch'
  | 'deleteSavedSearch'
  | 'listRecommended'
  | 'noteShown'
  | 'noteOpened'
  | 'getInterests'
  | 'setInterests';

export function recommendationRoutes(deps: Deps): Handlers<Routes> {
  return {
    listSavedSearches: async ({ actor }) => ({
      status: 200,
      body: await listSavedSearches(deps, actor),
    }),
    createSavedSearch: async ({ actor, body, ctx }) =>
      await createSavedSearch(deps, actor, ctx.state.idempotencyKey as IdempotencyKey, body),
    changeSavedSearch: async ({ actor, params, body, ctx }) => {
      const changed = await changeSavedSearch(deps, actor, params.id, body);
      ctx.set('ETag', versionTag(changed.version));
      return { status: 200, body: changed };
    },
    deleteSavedSearch: async ({ actor, params }) => {
      await deleteSavedSearch(deps, actor, params.id);
      return { status: 204 };
    },
    listRecommended: async ({ actor }) => ({
      status: 200,
      body: { items: await recommendInstruments(deps, actor) },
    }),
    noteShown: async ({ actor, body }) => {
      await noteShown(deps, actor, body.items);
      return { status: 204 };
    },
    noteOpened: async ({ actor, body }) => {
      await noteOpened(deps, actor, body.instrumentIds);
      return { status: 204 };
    },
    getInterests: async ({ actor, ctx }) => {
      const body = await readInterests(deps, actor);
      ctx.set('ETag', versionTag(body.version));
      return { status: 200, body };
    },
    setInterests: async ({ actor, body, ctx }) => {
      const changed = await changeInterests(deps, actor, body);
      ctx.set('ETag', versionTag(changed.version));
      return { status: 200, body: changed };
    },
  };
}
