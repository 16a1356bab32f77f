import type { Deps } from '../../../deps.ts';
import { MINUTE } from '../../../infra/clock.ts';
import type { Database } from '../../../infra/database.ts';
import { findTypeNames } from '../types-repository.ts';

const FRESH_FOR_MS = 10 * MINUTE;
const kept = new WeakMap<Database, { names: Map<string, string>; readAt: number }>();

/** Names of all types: the national list, which changes with a release; read again every ten minutes. */
export async function typeNames({ db }: Pick<Deps, 'db'>): Promise<ReadonlyMap<string, string>> {
  const known = kept.get(db);
  if (known !== undefined && performance.now() - known.readAt < FRESH_FOR_MS) return known.names;
  const names = await findTypeNames(db);
  if (names.size > 0) kept.set(db, { names, readAt: performance.now() });
  return names;
}
