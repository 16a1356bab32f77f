import type { Deps } from '../../deps.ts';
import type { Actor } from '../../policy.ts';
import type { Database, Trx } from '../../infra/database.ts';
import { gather } from '../../infra/gather.ts';
import { Problem } from '../../problem.ts';
import {
  findActor,
  findActors,
  findCertificates,
  findNamedHoldings,
  findNames,
  type NamedHolding,
} from './repository.ts';
import { findGroups, type Group } from './groups-repository.ts';
import { readToken } from './tokens.ts';

export {
  findByEmail,
  findHolders,
  findTimeZones,
  grantRole,
  revokeRole,
} from './people-repository.ts';
export { findPerson, updateLocale } from './repository.ts';

const readers = new WeakMap<Database, (sessionId: string) => Promise<Actor | undefined>>();

/** Everyone who asks at once is read at once. */
function readerOf({ db, clock }: Deps) {
  const reader =
    readers.get(db) ??
    gather((sessionIds: readonly string[]) => findActors(db, sessionIds, clock.now()));
  readers.set(db, reader);
  return reader;
}

/**
 * Who a bearer token speaks for, with the roles held right now.
 * @throws Problem `auth.token_invalid` where it is forged, expired or its session has ended.
 */
export async function readActor(deps: Deps, token: string): Promise<Actor> {
  const now = deps.clock.now();
  const sessionId = await readToken(deps.config.secret, token, now);
  const actor = sessionId === undefined ? undefined : await readerOf(deps)(sessionId);
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
