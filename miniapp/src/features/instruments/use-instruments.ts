import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePreferences } from '../../lib/preferences';
import { useSession } from '../../lib/session';
import { getInstrument, listInstruments, listReviews, suggestInstruments } from './api';
import type { Search } from './search-state';

/** Prices and names depend on who reads and in which language. */
function useReaderKey() {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return [userId, language];
}

/** The value once it has rested for a moment, so that typing does not call on every letter. */
function useRested<T>(value: T, restMs: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}

export function useInstrumentList(search: Search) {
  const reader = useReaderKey();
  const query = {
    ...search.filters,
    q: search.q.trim() || undefined,
    sort: search.sort,
    near: search.near ?? undefined,
  };
  return useInfiniteQuery({
    queryKey: ['instruments', query, ...reader],
    queryFn: ({ pageParam }) => listInstruments({ ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useSuggestions(typed: string) {
  const q = useRested(typed.trim(), 150);
  return useQuery({
    queryKey: ['suggestions', q],
    queryFn: () => suggestInstruments(q),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
}

export function useInstrument(id: string) {
  const reader = useReaderKey();
  return useQuery({
    queryKey: ['instrument', id, ...reader],
    queryFn: () => getInstrument(id),
    enabled: id !== '',
  });
}

export function useReviews(id: string) {
  return useInfiniteQuery({
    queryKey: ['reviews', id],
    queryFn: ({ pageParam }) => listReviews(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
