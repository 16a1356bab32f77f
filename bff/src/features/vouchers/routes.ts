import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { scopesFor } from '../../policy.ts';
import { presentGrant, presentProgramme } from './presenter.ts';
import { findGrants, findProgrammes } from './repository.ts';

export function voucherRoutes(deps: Deps): Handlers<'listGrants' | 'listProgrammes'> {
  return {
    listGrants: async ({ actor, ctx }) => {
      const grants = await findGrants(deps.db, scopesFor(actor, 'listGrants', 'company'));
      const language = String(ctx.state.language);
      return { status: 200, body: { items: grants.map((grant) => presentGrant(grant, language)) } };
    },
    listProgrammes: async ({ ctx }) => {
      const programmes = await findProgrammes(deps.db, deps.clock.now());
      const language = String(ctx.state.language);
      return {
        status: 200,
        body: { items: programmes.map((programme) => presentProgramme(programme, language)) },
      };
    },
  };
}
