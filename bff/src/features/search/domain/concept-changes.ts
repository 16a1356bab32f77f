import { type Concept, WORD_FIELDS } from './concept.ts';
import { compact } from './normalise.ts';

export type ConceptContent = Omit<Concept, 'id'>;

/** The lists that hold what a kind is called. */
export const NAMES = ['zh', 'en', 'abbreviations', 'nicknames'] as const;
const FIELDS = ['classCodes', ...WORD_FIELDS, 'related'] as const;

/** A content with the same keys in the same order, whatever came with it. */
export function contentOf(concept: ConceptContent): ConceptContent {
  const { classCodes, zh, en, abbreviations, nicknames, purposes, related } = concept;
  return {
    classCodes,
    zh,
    en,
    abbreviations,
    nicknames,
    purposes,
    related: related.map(({ id, weight }) => ({ id, weight })),
  };
}

export function isSameContent(one: ConceptContent, other: ConceptContent): boolean {
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}

const partsOf = (content: ConceptContent, field: (typeof FIELDS)[number]): string[] =>
  field === 'related'
    ? content.related.map(({ id, weight }) => `${id}:${String(weight)}`)
    : [...content[field]];

/** What one content has more and less than the one before it, list by list; only what differs. */
export function changesBetween(before: ConceptContent | null, after: ConceptContent) {
  return FIELDS.flatMap((field) => {
    const was = before === null ? [] : partsOf(before, field);
    const is = partsOf(after, field);
    const added = is.filter((part) => !was.includes(part));
    const removed = was.filter((part) => !is.includes(part));
    return added.length + removed.length === 0 ? [] : [{ field, added, removed }];
  });
}

/** Names of a concept that name others too. What it serves for many may share. */
export function otherMeanings(concept: Concept, all: readonly Concept[]) {
  const owners = new Map<string, Concept[]>();
  for (const other of all) {
    if (other.id === concept.id) continue;
    for (const key of new Set(NAMES.flatMap((field) => other[field]).map(compact))) {
      owners.set(key, [...(owners.get(key) ?? []), other]);
    }
  }
  return [...new Set(NAMES.flatMap((field) => concept[field]))].flatMap((term) => {
    const concepts = owners.get(compact(term)) ?? [];
    return concepts.length === 0
      ? []
      : [
          {
            term,
            concepts: concepts.map(({ id, zh, en }) => ({
              id,
              zh: zh[0] ?? id,
              en: en[0] ?? null,
            })),
          },
        ];
  });
}
