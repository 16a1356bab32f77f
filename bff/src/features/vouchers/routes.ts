import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { scopesFor } from '../../policy.ts';
import { presentGrant, presentProgramme } from './presenter.ts';
import { findGrants, findProgrammes } from './repository.ts';

export function voucherRoutes(deps: Deps): Handlers<'listGrants' | 'listProgrammes'> {
  return {
    listGrants: async ({ actor }) => {
      const grants = await findGrants(deps.db, scopesFor(actor, 'listGrants', 'company'));
      return { status: 200, body: { items: grants.map(presentGrant) } };
    },
    listProgrammes: async () => {
      const programmes = await findProgrammes(deps.db, deps.clock.now());
      return {
        status: 200,
        body: { items: programmes.map(presentProgramme) },
      };
    },
  };
}
