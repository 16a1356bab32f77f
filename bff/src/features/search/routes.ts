import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import { letAnswerAgain } from '../../http/answer-again.ts';
import { type Handlers, pageWriter } from '../../http/guard.ts';
import { BriefCache } from '../../infra/brief-cache.ts';
import { currentLanguage, versionTag } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { defaultPayer } from '../instruments/index.ts';
import { createConcept, retireConcept, setConcept } from './use-cases/keep-concepts.ts';
import { answerWish, listWishes, makeWish } from './use-cases/keep-wishes.ts';
import { noteFound } from './use-cases/note-found.ts';
import { listConcepts, viewConcept } from './use-cases/read-concepts.ts';
import { listMisses } from './use-cases/read-misses.ts';
import { searchInstruments } from './use-cases/search-instruments.ts';
import { showInstrument } from './use-cases/show-instrument.ts';
import { openSearch } from './use-cases/open-search.ts';

type DictionaryRoutes =
  | 'listConcepts'
  | 'getConcept'
  | 'createConcept'
  | 'setConcept'
  | 'retireConcept'
  | 'listMisses'
  | 'makeWish'
  | 'listWishes'
  | 'answerWish';

/** About 17 KB each. */
const ANSWERS_KEPT = 2_000;

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

function answer<T extends { version: number }>(ctx: Context, body: T) {
  ctx.set('ETag', versionTag(body.version));
  return { status: 200, body };
}

function dictionaryRoutes(deps: Deps): Handlers<DictionaryRoutes> {
  return {
    listConcepts: async ({ query }) => ({ status: 200, body: await listConcepts(deps, query) }),
    getConcept: async ({ params, ctx }) => answer(ctx, await viewConcept(deps.db, params.id)),
    createConcept: async ({ actor, body, ctx }) =>
      await createConcept(deps, actor, keyOf(ctx), body),
    setConcept: async ({ actor, params, body, ctx }) =>
      answer(ctx, await setConcept(deps, actor, params.id, body)),
    retireConcept: async ({ actor, params, body, ctx }) =>
      answer(ctx, await retireConcept(deps, actor, params.id, body.why)),
    listMisses: async ({ query }) => ({ status: 200, body: await listMisses(deps, query) }),
    makeWish: async ({ actor, body, ctx }) => await makeWish(deps, actor, keyOf(ctx), body),
    listWishes: async ({ query }) => ({ status: 200, body: await listWishes(deps, query) }),
    answerWish: async ({ actor, params, body, ctx }) =>
      await answerWish(deps, actor, keyOf(ctx), params.id, body.answer),
  };
}

export function searchRoutes(
  deps: Deps,
): Handlers<
  'listInstruments' | 'suggestInstruments' | 'noteFound' | 'getInstrument' | DictionaryRoutes
> {
  const answered = new BriefCache<Buffer>(deps.config.searchCacheMs, ANSWERS_KEPT);
  const writePage = pageWriter('listInstruments', 'facets');
  return {
    ...dictionaryRoutes(deps),
    listInstruments: async ({ visitor, query, ctx }) => {
      letAnswerAgain(ctx);
      const search = async () => {
        const { cards, facets, rest } = await searchInstruments(deps, visitor, query);
        return writePage(cards, facets, rest);
      };
      const payer = defaultPayer(visitor);
      // What visitors are given again is kept whole; kept here as well, it would be told twice as long.
      if (payer === null) return { status: 200, json: await search() };
      // Whoever pays alike and reads the same language is answered alike.
      const key = JSON.stringify([currentLanguage(), payer.kind, payer.id, payer.unitId, query]);
      let json = answered.get(key);
      if (json === undefined) {
        json = await search();
        answered.set(key, json);
      }
      return { status: 200, json };
    },
    suggestInstruments: async ({ query }) => ({
      status: 200,
      body: { items: (await openSearch(deps)).suggestions.find(query.q) },
    }),
    noteFound: async ({ actor, body }) => {
      await noteFound(deps, actor, body);
      return { status: 204 };
    },
    getInstrument: async ({ visitor, params }) => ({
      status: 200,
      body: await showInstrument(deps, visitor, params.id),
    }),
  };
}
