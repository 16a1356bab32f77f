import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { Problem } from '../../problem.ts';
import { presentHolding, presentSession, type SignedIn } from './presenter.ts';
import { findNamedHoldings, findPersonas, revokeSession } from './repository.ts';
import { refreshSession } from './use-cases/refresh-session.ts';
import { signIn } from './use-cases/sign-in.ts';

type Routes = 'createSession' | 'refreshSession' | 'endSession' | 'listPersonas';

export function identityRoutes(deps: Deps): Handlers<Routes> {
  const answer = async (signedIn: SignedIn) => {
    const holdings = await findNamedHoldings(deps.db, [signedIn.actor.userId]);
    return { status: 201, body: presentSession(signedIn, holdings) };
  };
  return {
    createSession: async ({ body }) => await answer(await signIn(deps, body)),
    refreshSession: async ({ body }) => await answer(await refreshSession(deps, body.refreshToken)),
    endSession: async ({ actor }) => {
      await inTransaction(deps, (trx) => revokeSession(trx, actor.sessionId, deps.clock.now()));
      return { status: 204 };
    },
    listPersonas: async () => {
      if (!deps.config.demo) throw new Problem('resource.not_found');
      const personas = await findPersonas(deps.db);
      const holdings = await findNamedHoldings(
        deps.db,
        personas.map(({ id }) => id),
      );
      return {
        status: 200,
        body: {
          items: personas.map(({ id, persona, name }) => ({
            persona,
            name,
            roles: holdings.filter(({ userId }) => userId === id).map(presentHolding),
          })),
        },
      };
    },
  };
}
