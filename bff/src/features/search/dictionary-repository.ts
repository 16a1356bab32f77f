import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { Concept } from './domain/concept.ts';
import { type ConceptContent, contentOf } from './domain/concept-changes.ts';

export interface StoredConcept {
  concept: Concept;
  version: number;
  isRetired: boolean;
  isEdited: boolean;
  updatedAt: Date;
  updatedBy: { id: string; name: string } | null;
}

export interface ConceptVersion {
  version: number;
  content: ConceptContent;
  isRetired: boolean;
  at: Date;
  by: { id: string; name: string } | null;
  why: string;
}

type Row = Record<string, unknown>;

const state = (trx: Trx) => trx('search_dictionary_state').where({ id: 1 });

const personOf = (id: unknown, name: unknown) =>
  id === null ? null : { id: id as string, name: name as string };

const toStored = (row: Row): StoredConcept => ({
  concept: { id: String(row['id']), ...contentOf(fromJson<ConceptContent>(row['content'])) },
  version: Number(row['version']),
  isRetired: Boolean(row['is_retired']),
  isEdited: Boolean(row['is_edited']),
  updatedAt: row['updated_at'] as Date,
  updatedBy: personOf(row['updated_by'], row['person']),
});

const concepts = (trx: Trx) =>
  trx('search_concepts as c')
    .leftJoin('users as u', 'u.id', 'c.updated_by')
    .select('c.*', 'u.name as person');

/** Grows with every change of the dictionary, whoever made it. */
export async function readDictionaryVersion(trx: Trx): Promise<number> {
  const row = (await state(trx).first('version')) as Row | undefined;
  return Number(row?.['version'] ?? 0);
}

/**
 * What search knows now, without retired kinds and ways to them. The version is read first: at worst
 * what follows is newer than it says, and is read again.
 */
export async function readDictionary(trx: Trx): Promise<{ version: number; concepts: Concept[] }> {
  const version = await readDictionaryVersion(trx);
  const rows = (await trx('search_concepts')
    .where('is_retired', false)
    .orderBy('id')
    .select('id', 'content')) as Row[];
  const ids = new Set(rows.map((row) => String(row['id'])));
  return {
    version,
    concepts: rows.map((row) => {
      const content = contentOf(fromJson<ConceptContent>(row['content']));
      const related = content.related.filter(({ id }) => ids.has(id));
      return { ...content, id: String(row['id']), related };
    }),
  };
}

export async function readShippedHash(trx: Trx): Promise<string | null> {
  const row = (await state(trx).first('shipped_hash')) as Row | undefined;
  return (row?.['shipped_hash'] as string | null | undefined) ?? null;
}

/** Lets one change at a time through, so that versions commit in their order. */
export async function lockDictionary(
  trx: Trx,
): Promise<{ version: number; shippedHash: string | null }> {
  const row = (await state(trx).forUpdate().first()) as Row;
  return { version: Number(row['version']), shippedHash: row['shipped_hash'] as string | null };
}

export async function writeDictionaryState(
  trx: Trx,
  next: { version: number; shippedHash?: string },
): Promise<void> {
  const { version, shippedHash } = next;
  await state(trx).update({
    version,
    ...(shippedHash === undefined ? {} : { shipped_hash: shippedHash }),
  });
}

/** All there are, retired ones too. */
export async function findConcepts(trx: Trx): Promise<StoredConcept[]> {
  return ((await concepts(trx).orderBy('c.id')) as Row[]).map(toStored);
}

export async function findConcept(trx: Trx, id: string): Promise<StoredConcept | undefined> {
  const row = (await concepts(trx).where('c.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toStored(row);
}

export interface ConceptEdition {
  concept: Concept;
  version: number;
  isRetired: boolean;
  isEdited: boolean;
}

/** Writes concepts as their next versions, all of them in one version of the dictionary. */
export async function writeConcepts(
  trx: Trx,
  editions: readonly ConceptEdition[],
  made: { dictionaryVersion: number; at: Date; by: string | null; why: string },
): Promise<void> {
  const rowOf = ({ concept, version, isRetired, isEdited }: ConceptEdition) => ({
    id: concept.id,
    content: toJson(contentOf(concept)),
    version,
    is_retired: isRetired,
    is_edited: isEdited,
    updated_at: made.at,
    updated_by: made.by,
  });
  const isNew = ({ version }: ConceptEdition) => version === 1;
  await insertRows(trx, 'search_concepts', editions.filter(isNew).map(rowOf));
  for (const edition of editions.filter((one) => !isNew(one))) {
    const { id, ...row } = rowOf(edition);
    await trx('search_concepts').where({ id }).update(row);
  }
  await insertRows(
    trx,
    'search_concept_versions',
    editions.map(({ concept, version, isRetired }) => ({
      concept_id: concept.id,
      version,
      dictionary_version: made.dictionaryVersion,
      content: toJson(contentOf(concept)),
      is_retired: isRetired,
      made_at: made.at,
      made_by: made.by,
      why: made.why,
    })),
  );
}

/** What a concept said, newest first. */
export async function findConceptVersions(
  trx: Trx,
  id: string,
  limit: number,
): Promise<ConceptVersion[]> {
  const rows = (await trx('search_concept_versions as v')
    .leftJoin('users as u', 'u.id', 'v.made_by')
    .where('v.concept_id', id)
    .orderBy('v.version', 'desc')
    .limit(limit)
    .select('v.*', 'u.name as person')) as Row[];
  return rows.map((row) => ({
    version: Number(row['version']),
    content: fromJson<ConceptContent>(row['content']),
    isRetired: Boolean(row['is_retired']),
    at: row['made_at'] as Date,
    by: personOf(row['made_by'], row['person']),
    why: String(row['why']),
  }));
}

/** The classes of the third level by their codes. */
export async function findThirdLevelClasses(trx: Trx): Promise<Map<string, string>> {
  const rows = (await trx('instrument_classes')
    .where('level', 3)
    .orderBy('code')
    .select('code', 'name')) as { code: string; name: string }[];
  return new Map(rows.map(({ code, name }) => [code, name]));
}
