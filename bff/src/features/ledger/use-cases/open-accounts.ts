import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import { findAccountIds, insertAccounts, insertBalances } from '../accounts-repository.ts';
import { hasFloor, type Leg, naturalKeyOf } from '../domain/transfer.ts';

const MOST_REMEMBERED = 50_000;
const ATTEMPTS = 3;

/** An account's id never changes, so what was once found committed need not be asked for again. */
const committed = new WeakMap<Deps['db'], Map<string, string>>();
/** Accounts opened in a transaction that may yet be rolled back: known to it alone. */
const opened = new WeakMap<Trx, Map<string, string>>();

function mapOf(maps: WeakMap<object, Map<string, string>>, owner: object): Map<string, string> {
  const known = maps.get(owner) ?? new Map<string, string>();
  maps.set(owner, known);
  return known;
}

function remember(known: Map<string, string>, found: ReadonlyMap<string, string>): void {
  for (const [naturalKey, id] of found) {
    // Escrows are met a few times each and never again.
    if (naturalKey.startsWith('escrow:')) continue;
    const oldest = known.keys().next();
    if (known.size >= MOST_REMEMBERED && oldest.done !== true) known.delete(oldest.value);
    known.set(naturalKey, id);
  }
}

/**
 * Ids of the legs' accounts by natural key, opening those that are not there: at most one look-up and
 * one insert. A twin that was faster is met as a duplicate, on another node at commit.
 */
export async function openAccounts(
  deps: Pick<Deps, 'db' | 'newId'>,
  trx: Trx,
  legs: readonly Leg[],
): Promise<ReadonlyMap<string, string>> {
  const known = mapOf(committed, deps.db);
  const own = mapOf(opened, trx);
  const ids = new Map<string, string>();
  let missing: Leg[] = [];
  for (const leg of legs) {
    const naturalKey = naturalKeyOf(leg.account);
    const id = own.get(naturalKey) ?? known.get(naturalKey);
    if (id === undefined) missing.push(leg);
    else ids.set(naturalKey, id);
  }
  let toFind = missing.filter(({ isFirst }) => isFirst !== true);
  for (let attempt = 1; missing.length > 0; attempt += 1) {
    if (toFind.length > 0) {
      const found = await findAccountIds(
        trx,
        toFind.map(({ account }) => naturalKeyOf(account)),
      );
      remember(known, found);
      for (const [naturalKey, id] of found) ids.set(naturalKey, id);
      missing = missing.filter(({ account }) => !found.has(naturalKeyOf(account)));
    }
    if (missing.length === 0) break;
    const accounts = missing.map(({ account }) => ({ id: deps.newId(), key: account }));
    try {
      await insertAccounts(trx, accounts);
    } catch (error) {
      const isTwin = isDuplicate(error, 'ledger_accounts', 'ledger_accounts__natural_key');
      if (!isTwin || attempt === ATTEMPTS) throw error;
      toFind = missing;
      continue;
    }
    for (const { id, key } of accounts) {
      own.set(naturalKeyOf(key), id);
      ids.set(naturalKeyOf(key), id);
    }
    const floored = accounts.filter(({ key }) => hasFloor(key)).map(({ id }) => id);
    if (floored.length > 0) await insertBalances(trx, floored);
    break;
  }
  return ids;
}
