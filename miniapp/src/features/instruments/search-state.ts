import { create } from 'zustand';
import { onSignOut } from '../../lib/session';
import { readStored, store } from '../../lib/storage';

export type SortBy = 'relevance' | 'distance' | 'price' | 'rating' | 'nextFree';

export interface Filters {
  city?: string;
  classCode?: string;
  unitId?: string;
  maker?: string;
  priceMaxFen?: number;
  voucher?: 'true';
  freeFrom?: string;
  freeTo?: string;
}

export interface Search {
  q: string;
  sort: SortBy;
  filters: Filters;
  near: string | null;
}

const KEPT_SEARCHES = 6;
const nothing: Search = { q: '', sort: 'relevance', filters: {}, near: null };

/** What is being looked for; it outlives the screen, so that coming back finds the same list. */
export const useSearch = create<Search>(() => nothing);

export function setSearch(change: Partial<Search>): void {
  useSearch.setState(change);
}

/** Sets one filter, or takes it off with `undefined`. */
export function setFilter<K extends keyof Filters>(key: K, value: Filters[K]): void {
  const filters = { ...useSearch.getState().filters, [key]: value };
  useSearch.setState({ filters });
}

/** A time counts once, though it has two ends. */
export function countFilters({ freeTo, ...filters }: Filters): number {
  return Object.values({ ...filters, freeFrom: filters.freeFrom ?? freeTo }).filter(
    (value) => value !== undefined,
  ).length;
}

/** What chosen places, classes, units and makers are called: a list that is empty no longer names them. */
export const useFilterNames = create<Record<string, string>>(() => ({}));

export function nameFilter(key: keyof Filters, value: string, name: string): void {
  useFilterNames.setState({ [`${key}-${value}`]: name });
}

export const useRecentSearches = create<{ words: string[] }>(() => ({
  words: readStored<string[]>('searches') ?? [],
}));

export function rememberSearch(q: string): void {
  const word = q.trim();
  if (!word) return;
  const words = [word, ...useRecentSearches.getState().words.filter((kept) => kept !== word)].slice(
    0,
    KEPT_SEARCHES,
  );
  useRecentSearches.setState({ words });
  store('searches', words);
}

export function forgetSearches(): void {
  useRecentSearches.setState({ words: [] });
  store('searches', null);
}
onSignOut(forgetSearches);

/** Looks for words, and remembers them for the next time. */
export function searchFor(q: string): void {
  setSearch({ q: q.trim() });
  rememberSearch(q);
}
