import type { Concept } from './api';

export const WORD_LISTS = ['zh', 'en', 'abbreviations', 'nicknames', 'purposes'] as const;
export const TERM_LISTS = ['classCodes', ...WORD_LISTS] as const;
export type TermList = (typeof TERM_LISTS)[number];

type Content = Pick<Concept, TermList | 'related'>;

/** What an editor has before them, with the words that are typed and not yet added. */
export interface ConceptDraft extends Content {
  id: string;
  /** What the editor began with; null for a new kind. */
  base: { version: number; content: Content } | null;
  typed: Partial<Record<TermList, string>>;
  why: string;
}

const NOTHING: Content = {
  classCodes: [],
  zh: [],
  en: [],
  abbreviations: [],
  nicknames: [],
  purposes: [],
  related: [],
};

export const newDraft = (): ConceptDraft => ({
  ...NOTHING,
  id: '',
  base: null,
  typed: {},
  why: '',
});

export function contentOf(concept: Content): Content {
  const { classCodes, zh, en, abbreviations, nicknames, purposes, related } = concept;
  return { classCodes, zh, en, abbreviations, nicknames, purposes, related };
}

export const draftOf = (concept: Concept): ConceptDraft => ({
  ...contentOf(concept),
  id: concept.id,
  base: { version: concept.version, content: contentOf(concept) },
  typed: {},
  why: '',
});

/** A list with a term more; one that is there already, or is no term, changes nothing. */
export function withTerm(terms: readonly string[], typed: string): string[] {
  const term = typed.trim();
  return term === '' || terms.includes(term) ? [...terms] : [...terms, term];
}

/** What is sent: words that were typed count, whether or not they were added one by one. */
export function editOf(draft: ConceptDraft) {
  const edit = { ...contentOf(draft), why: draft.why.trim() };
  for (const list of TERM_LISTS) edit[list] = withTerm(draft[list], draft.typed[list] ?? '');
  return edit;
}

export function isSameAs(concept: Concept, draft: ConceptDraft): boolean {
  return JSON.stringify(contentOf(editOf(draft))) === JSON.stringify(contentOf(concept));
}

function mergeTerms(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const kept = theirs.filter((term) => mine.includes(term) || !base.includes(term));
  return [...kept, ...mine.filter((term) => !base.includes(term) && !kept.includes(term))];
}

type Related = Content['related'];

function mergeRelated(base: Related, mine: Related, theirs: Related): Related {
  const idsOf = (list: Related) => list.map(({ id }) => id);
  const weightIn = (list: Related, id: string) => list.find((one) => one.id === id)?.weight;
  return mergeTerms(idsOf(base), idsOf(mine), idsOf(theirs)).map((id) => {
    const own = weightIn(mine, id);
    const isOwn = own !== undefined && own !== weightIn(base, id);
    return { id, weight: (isOwn ? own : weightIn(theirs, id)) ?? own ?? 0 };
  });
}

/** The same changes made to what someone else has saved meanwhile: neither's words are lost. */
export function rebased(draft: ConceptDraft, concept: Concept): ConceptDraft {
  const { base } = draft;
  if (base === null || base.version === concept.version) return draft;
  const merged = { ...draft, base: { version: concept.version, content: contentOf(concept) } };
  for (const list of TERM_LISTS) {
    merged[list] = mergeTerms(base.content[list], draft[list], concept[list]);
  }
  merged.related = mergeRelated(base.content.related, draft.related, concept.related);
  return merged;
}
