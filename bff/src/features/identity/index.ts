import type { Deps } from '../../deps.ts';
import type { Actor } from '../../policy.ts';
import type { Trx } from '../../infra/database.ts';
import { Problem } from '../../problem.ts';
import {
  findActor,
  findCertificates,
  findGroups,
  findNamedHoldings,
  findNames,
  type Group,
  type NamedHolding,
} from './repository.ts';
import { readToken } from './tokens.ts';

export { findPerson, updateLocale } from './repository.ts';

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

/** The same person as they are now; null where their session has ended since. */
export async function rereadActor(deps: Deps, actor: Actor): Promise<Actor | null> {
  return (await findActor(deps.db, actor.sessionId, deps.clock.now())) ?? null;
}

export interface Profile {
  holdings: NamedHolding[];
  groups: Group[];
  unitName: string | null;
  companyName: string | null;
  certificates: { name: string; validUntil: Date | null }[];
}

/** Everything about a person that the person may see. */
export async function findProfile(trx: Trx, actor: Actor): Promise<Profile> {
  return {
    holdings: await findNamedHoldings(trx, [actor.userId]),
    groups: await findGroups(trx, actor.userId),
    certificates: await findCertificates(trx, actor.userId),
    ...(await findNames(trx, actor)),
  };
}
