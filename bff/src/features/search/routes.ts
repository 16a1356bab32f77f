import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { catalogueReader } from './use-cases/read-catalogue.ts';
import { searchInstruments } from './use-cases/search-instruments.ts';
import { showInstrument } from './use-cases/show-instrument.ts';
import { suggest } from './use-cases/suggest.ts';

export function searchRoutes(
  deps: Deps,
): Handlers<'listInstruments' | 'suggestInstruments' | 'getInstrument'> {
  const readCatalogue = catalogueReader(deps);
  return {
    listInstruments: async ({ visitor, query }) => ({
      status: 200,
      body: await searchInstruments(deps, readCatalogue, visitor, query),
    }),
    suggestInstruments: async ({ query }) => ({
      status: 200,
      body: { items: await suggest(deps, query.q) },
    }),
    getInstrument: async ({ visitor, params }) => ({
      status: 200,
      body: await showInstrument(deps, readCatalogue, visitor, params.id),
    }),
  };
}
