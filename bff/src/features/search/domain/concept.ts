/** A kind of instrument as people speak of it; finer than a national class, and one may stand for several. */
export interface Concept {
  id: string;
  /** National class codes of the third level, the usual one first. */
  classCodes: readonly string[];
  /** Full Chinese names, the usual one first. */
  zh: readonly string[];
  en: readonly string[];
  abbreviations: readonly string[];
  /** What laboratories say among themselves. */
  nicknames: readonly string[];
  /** What is measured, on what, for what, in plain words. */
  purposes: readonly string[];
  /** Other kinds that may serve as well, weights above 0 and at most 1. */
  related: readonly { id: string; weight: number }[];
}

export const WORD_FIELDS = ['zh', 'en', 'abbreviations', 'nicknames', 'purposes'] as const;
