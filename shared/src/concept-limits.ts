/** How much the dictionary of search takes: characters of an id and a term, entries of a list. */
export const CONCEPT_LIMITS = {
  id: 32,
  term: 80,
  classCodes: 20,
  zh: 20,
  en: 20,
  abbreviations: 20,
  nicknames: 30,
  purposes: 120,
  related: 20,
} as const;
