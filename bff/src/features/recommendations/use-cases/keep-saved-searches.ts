import { createHash } from 'node:crypto';
import type { CheckedRequest } from '@dayi/shared/contracts/index';
import { cleanLine } from '@dayi/shared/plain-text';
import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { isEmptyQuery, type SavedQuery, tidyQuery } from '../domain/saved-query.ts';
import { presentSavedSearch, wordsOfQuery } from '../presenter.ts';
import {
  deleteSearch,
  findFreeSlot,
  findQueryNames,
  findSearchByHash,
  findSearches,
  insertSearch,
  lockOwner,
  lockSearch,
  MOST_SEARCHES,
  type QueryNames,
  type SavedSearch,
  updateSearch,
} from '../searches-repository.ts';

const LONGEST_NAME = 60;
/** Where two are saved at once, the slower one looks for a place again. */
const TRIES = 4;

const lettersOf = (text: string) =>
  [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** @throws Problem `request.invalid` where the name is empty or too long */
function judgeName(given: string): string {
  const name = cleanLine(given);
  if (name === '') {
    throw new Problem('request.invalid', {
      fields: [{ path: 'body.name', code: 'field.required' }],
    });
  }
  if (lettersOf(name).length > LONGEST_NAME) {
    const values = { limit: LONGEST_NAME };
    throw new Problem('request.invalid', {
      fields: [{ path: 'body.name', code: 'field.too_big', values }],
    });
  }
  return name;
}

/** @throws Problem `saved_search.empty`, `request.invalid` where a class is none of the national list */
function judgeQuery(query: SavedQuery, names: QueryNames): void {
  if (isEmptyQuery(query)) throw new Problem('saved_search.empty');
  if (query.classCode !== undefined && !names.classes.has(query.classCode)) {
    throw new Problem('request.invalid', {
      fields: [{ path: 'body.query.classCode', code: 'field.unknown_class' }],
    });
  }
}

const present = async (trx: Trx, one: SavedSearch) =>
  presentSavedSearch(one, await findQueryNames(trx, [one.query]));

/** A person's saved searches, newest first. */
export async function listSavedSearches(deps: Deps, actor: Actor) {
  const found = await findSearches(deps.db, actor.userId);
  const names = await findQueryNames(
    deps.db,
    found.map(({ query }) => query),
  );
  return { items: found.map((one) => presentSavedSearch(one, names)), limit: MOST_SEARCHES };
}

/**
 * Saves a search; the same one again is the one that is there.
 * @throws Problem `saved_search.too_many`, `saved_search.empty`, `request.invalid`
 */
export async function createSavedSearch(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  given: CheckedRequest<'createSavedSearch'>['body'],
): Promise<StoredAnswer> {
  const query = tidyQuery(given.query);
  const queryHash = createHash('sha256').update(JSON.stringify(query)).digest('hex');
  const save = () =>
    inIdempotentTransaction(deps, key, async (trx) => {
      await lockOwner(trx, actor.userId);
      const same = await findSearchByHash(trx, actor.userId, queryHash);
      if (same !== undefined) return { status: 200, body: await present(trx, same) };
      const names = await findQueryNames(trx, [query]);
      judgeQuery(query, names);
      const proposed = lettersOf(cleanLine(wordsOfQuery(query, names))).slice(0, LONGEST_NAME);
      const slot = await findFreeSlot(trx, actor.userId);
      if (slot > MOST_SEARCHES) throw new Problem('saved_search.too_many');
      const one: SavedSearch = {
        id: deps.newId(),
        userId: actor.userId,
        name: given.name === undefined ? proposed.join('') : judgeName(given.name),
        query,
        notify: given.notify,
        version: 1,
        createdAt: deps.clock.now(),
      };
      await insertSearch(trx, { ...one, slot, queryHash });
      return { status: 201, body: presentSavedSearch(one, names) };
    });
  for (let tries = 1; ; tries += 1) {
    try {
      return await save();
    } catch (error) {
      const isRace = ['saved_searches__slot', 'saved_searches__query'].some((index) =>
        isDuplicate(error, 'saved_searches', index),
      );
      if (!isRace || tries === TRIES) throw error;
    }
  }
}

/**
 * Renames a search or turns its notices on or off.
 * @throws Problem `saved_search.not_found`, `request.stale`, `request.invalid`
 */
export async function changeSavedSearch(
  deps: Deps,
  actor: Actor,
  id: string,
  { name, notify }: CheckedRequest<'changeSavedSearch'>['body'],
) {
  return await inTransaction(deps, async (trx) => {
    const before = await lockSearch(trx, actor.userId, id);
    if (before === undefined) throw new Problem('saved_search.not_found');
    const ifMatch = currentIfMatch();
    if (ifMatch !== null && ifMatch !== versionTag(before.version)) {
      throw new Problem('request.stale');
    }
    const after = {
      ...before,
      name: name === undefined ? before.name : judgeName(name),
      notify: notify ?? before.notify,
      version: before.version + 1,
    };
    const { name: newName, notify: isOn, version } = after;
    await updateSearch(trx, id, { name: newName, notify: isOn, version });
    return await present(trx, after);
  });
}

/** @throws Problem `saved_search.not_found` */
export async function deleteSavedSearch(deps: Deps, actor: Actor, id: string): Promise<void> {
  const isGone = await inTransaction(deps, (trx) => deleteSearch(trx, actor.userId, id));
  if (!isGone) throw new Problem('saved_search.not_found');
}
