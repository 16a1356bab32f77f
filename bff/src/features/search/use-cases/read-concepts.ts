import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
import type { Database, Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import {
  type ConceptVersion,
  findConcepts,
  findConceptVersions,
  findThirdLevelClasses,
  readDictionaryVersion,
  type StoredConcept,
} from '../dictionary-repository.ts';
import type { Concept } from '../domain/concept.ts';
import { changesBetween, otherMeanings } from '../domain/concept-changes.ts';
import { type ConceptWords, conceptWords, rankOf } from '../domain/concept-finding.ts';
import { compact } from '../domain/normalise.ts';

const VERSIONS = 50;

const named = ({ id, zh, en }: Concept) => ({ id, zh: zh[0] ?? id, en: en[0] ?? null });

/** Retired ones last, then by how well they fit, then by id. */
type Key = [isRetired: number, rank: number, id: string];

const compareKeys = (a: Key, b: Key) =>
  a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : Number(a[2] > b[2]));

function keyOfCursor(cursor: string): Key {
  const [isRetired, rank, id] = decodeCursor(cursor, 3);
  if (typeof isRetired !== 'number' || typeof rank !== 'number' || typeof id !== 'string') {
    throw new Problem('request.cursor_invalid');
  }
  return [isRetired, rank, id];
}

interface Findable {
  version: number;
  all: readonly { stored: StoredConcept; words: ConceptWords }[];
}

const findables = new WeakMap<Database, Findable>();

/** The dictionary ready to be looked through, made anew where it has changed. */
async function findableConcepts(db: Database): Promise<Findable['all']> {
  const version = await readDictionaryVersion(db);
  const kept = findables.get(db);
  if (kept?.version === version) return kept.all;
  const all = (await findConcepts(db)).map((stored) => ({
    stored,
    words: conceptWords(stored.concept),
  }));
  findables.set(db, { version, all });
  return all;
}

/**
 * A page of the dictionary for its editors; `q` looks in everything a kind is called and serves for.
 * @throws Problem `request.cursor_invalid`
 */
export async function listConcepts(deps: Deps, query: CheckedRequest<'listConcepts'>['query']) {
  const after = query.cursor === undefined ? null : keyOfCursor(query.cursor);
  const wanted = compact(query.q);
  // Words without a letter in them fit nothing, and no words fit all.
  const fits = (words: ConceptWords) =>
    query.q !== '' && wanted === '' ? null : rankOf(words, wanted);
  const { classCode } = query;
  const found = (await findableConcepts(deps.db))
    .filter(({ words }) => classCode === undefined || words.classCodes.includes(classCode))
    .flatMap(({ stored, words }) => {
      const rank = fits(words);
      if (rank === null) return [];
      const key: Key = [Number(stored.isRetired), rank, stored.concept.id];
      return [{ stored, key }];
    })
    .sort((a, b) => compareKeys(a.key, b.key));
  const rest = after === null ? found : found.filter(({ key }) => compareKeys(key, after) > 0);
  const { rows, nextCursor } = pageOf(rest, query.limit, ({ key }) => key);
  return {
    items: rows.map(({ stored: { concept, isRetired, isEdited, version } }) => ({
      ...named(concept),
      classCodes: concept.classCodes,
      isRetired,
      isEdited,
      version,
    })),
    nextCursor,
    total: found.length,
  };
}

const presentVersion = (one: ConceptVersion, before: ConceptVersion | undefined) => ({
  version: one.version,
  at: one.at.toISOString(),
  by: one.by,
  why: one.why,
  isRetired: one.isRetired,
  changes: changesBetween(before?.content ?? null, one.content),
});

/** @throws Problem `concept.not_found` */
export async function viewConcept(trx: Trx, id: string) {
  const all = await findConcepts(trx);
  const stored = all.find(({ concept }) => concept.id === id);
  if (stored === undefined) throw new Problem('concept.not_found');
  const classes = await findThirdLevelClasses(trx);
  const versions = await findConceptVersions(trx, id, VERSIONS + 1);
  const { concept, updatedAt, ...rest }: StoredConcept = stored;
  const live = all.filter(({ isRetired }) => !isRetired).map((one) => one.concept);
  const isRelated = new Set(concept.related.map((one) => one.id));
  return {
    ...concept,
    ...rest,
    classes: concept.classCodes.map((code) => ({ code, name: classes.get(code) ?? '' })),
    relatedNames: all.flatMap((one) => (isRelated.has(one.concept.id) ? [named(one.concept)] : [])),
    alsoMeans: otherMeanings(concept, live),
    updatedAt: updatedAt.toISOString(),
    versions: versions.slice(0, VERSIONS).map((one, at) => presentVersion(one, versions[at + 1])),
  };
}
