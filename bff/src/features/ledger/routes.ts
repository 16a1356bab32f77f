import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { proveLedger } from './use-cases/prove-ledger.ts';

export function ledgerRoutes(deps: Deps): Handlers<'proveLedger'> {
  return {
    proveLedger: async () => ({ status: 200, body: await proveLedger(deps) }),
  };
}
