import type { Deps } from '../../deps.ts';
import type { Actor } from '../../policy.ts';
import { Problem } from '../../problem.ts';
import { findActor } from './repository.ts';
import { readToken } from './tokens.ts';

export { type SignedIn } from './presenter.ts';
export { signIn } from './use-cases/sign-in.ts';

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
