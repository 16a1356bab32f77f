import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { type Actor, scopesFor } from '../../policy.ts';
import { findProfile, updateLocale } from '../identity/index.ts';
import { findPrepaid, type PrepaidBalance } from '../ledger/index.ts';
import { countUnread } from '../notifications/index.ts';
import { presentMe } from './presenter.ts';

/** Whose prepaid accounts a person may spend from: their own, their groups' and their companies'. */
async function accountsOf(deps: Deps, actor: Actor): Promise<PrepaidBalance[]> {
  const companies = actor.holdings
    .filter((held) => held.scopeKind === 'company')
    .map((held) => held.scopeId);
  const officers = scopesFor(actor, 'listAccounts', 'company');
  const payers = [actor.userId, ...actor.groups.map(({ id }) => id), ...companies, ...officers];
  return await findPrepaid(deps.db, [...new Set(payers)]);
}

async function readMe(deps: Deps, actor: Actor) {
  const profile = await findProfile(deps.db, actor);
  const accounts = await accountsOf(deps, actor);
  const unread = await countUnread(deps.db, actor.userId);
  return presentMe(actor, profile, accounts, unread);
}

export function profileRoutes(deps: Deps): Handlers<'getMe' | 'updateMe' | 'listAccounts'> {
  return {
    getMe: async ({ actor }) => ({ status: 200, body: await readMe(deps, actor) }),
    updateMe: async ({ actor, body }) => {
      await inTransaction(deps, (trx) => updateLocale(trx, actor.userId, body.locale));
      return { status: 200, body: await readMe(deps, { ...actor, locale: body.locale }) };
    },
    listAccounts: async ({ actor }) => {
      const accounts = await accountsOf(deps, actor);
      const profile = await findProfile(deps.db, actor);
      return { status: 200, body: { items: presentMe(actor, profile, accounts, 0).balances } };
    },
  };
}
