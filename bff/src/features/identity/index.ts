import type { Deps } from '../../deps.ts';
import type { Trx } from '../../infra/database.ts';
import type { Actor } from '../../policy.ts';
import { Problem } from '../../problem.ts';
import { findActor, findGroups, type Group } from './repository.ts';
import { readToken } from './tokens.ts';

export { type SignedIn } from './presenter.ts';
export { signIn } from './use-cases/sign-in.ts';
export { findPersonas, type Group } from './repository.ts';

/**
 * Who a bearer token speaks for, with the roles held right now.
 * @throws Problem `auth.token_invalid` where it is forged, expired or its session has ended.
 */
export async function readActor(deps: Deps, token: string): Promise<Actor> {
  const now = deps.clock.now();
  const sessionId = await readToken(deps.config.secret, token, now);
  const actor = sessionId === undefined ? undefined : await findActor(deps.db, sessionId, now);
  if (actor === undefined) throw new Problem('auth.token_invalid');
  return actor;
}

/** The research groups a person may charge, the oldest membership first. */
export async function groupsOf(trx: Trx, actor: Actor): Promise<Group[]> {
  return actor.holdings.some((held) => held.scopeKind === 'group')
    ? await findGroups(trx, actor.userId)
    : [];
}
