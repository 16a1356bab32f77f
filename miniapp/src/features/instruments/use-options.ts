import type { SuggestionKind } from './api';
import { useRecentSearches } from './search-state';
import { useSuggestions } from './use-instruments';

/** Something to go on with from the search box: a suggestion, or what was looked for before. */
export interface Option {
  key: string;
  words: string;
  /** Null for what was looked for before. */
  found: { kind: SuggestionKind; count: number } | null;
}

const RECENT_SHOWN = 2;

/** What the search box offers for what is typed, and why that is nothing. */
export function useOptions(typed: string): {
  options: Option[];
  isEmpty: boolean;
  isFailed: boolean;
} {
  const recent = useRecentSearches((state) => state.words);
  const { items, isFailed } = useSuggestions(typed);
  const words = typed.trim().toLowerCase();
  const isTold = (word: string) => word.toLowerCase().includes(words);
  const before = words ? recent.filter(isTold).slice(0, RECENT_SHOWN) : recent;
  const suggested = words ? (items ?? []).filter(({ text }) => !before.includes(text)) : [];
  const options = [
    ...before.map((word) => ({ key: `recent-${word}`, words: word, found: null })),
    ...suggested.map(({ text, kind, count }) => ({
      key: `${kind}-${text}`,
      words: text,
      found: { kind, count },
    })),
  ];
  return {
    options,
    isEmpty: words !== '' && items !== undefined && options.length === 0,
    isFailed: words !== '' && isFailed,
  };
}
