import type { Concept } from './api';

export const WORD_LISTS = ['zh', 'en', 'abbreviations', 'nicknames', 'purposes'] as const;
export const TERM_LISTS = ['classCodes', ...WORD_LISTS] as const;
export type TermList = (typeof TERM_LISTS)[number];

type Content = Pick<Concept, TermList | 'related'>;

/** What an editor has before them, with the words that are typed and not yet added. */
export interface ConceptDraft extends Content {
  id: string;
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

export const newDraft = (): ConceptDraft => ({ ...NOTHING, id: '', typed: {}, why: '' });

export function contentOf(concept: Content): Content {
  const { classCodes, zh, en, abbreviations, nicknames, purposes, related } = concept;
  return { classCodes, zh, en, abbreviations, nicknames, purposes, related };
}

export const draftOf = (concept: Concept): ConceptDraft => ({
  ...contentOf(concept),
  id: concept.id,
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
