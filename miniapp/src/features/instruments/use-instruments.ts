import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { usePreferences } from '../../lib/preferences';
import { useSession } from '../../lib/session';
import { useRested } from '../../lib/use-rested';
import { getInstrument, listInstruments, suggestInstruments } from './api';
import type { InstrumentPage } from './api';
import type { Search } from './search-state';

/** Prices and names depend on who reads and in which language. */
function useReaderKey() {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return [userId, language];
}

/** A page with the words it answers: while the next ones are asked for, the last page stays in sight. */
export type FoundPage = InstrumentPage & { q: string };

export function useInstrumentList(search: Search) {
  const reader = useReaderKey();
  const query = {
    ...search.filters,
    q: search.q.trim() || undefined,
    sort: search.sort,
    near: search.near ?? undefined,
  };
  const client = useQueryClient();
  const result = useInfiniteQuery({
    queryKey: ['instruments', query, ...reader],
    queryFn: async ({ pageParam }): Promise<FoundPage> => ({
      ...(await listInstruments({ ...query, cursor: pageParam })),
      q: query.q ?? '',
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  if (!result.error || result.data) return result;
  // What was read last stays in sight while nothing answers, with the time it is from.
  const [latest] = client
    .getQueryCache()
    .findAll({ queryKey: ['instruments'] })
    .filter((each) => each.state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  return {
    ...result,
    data: latest?.state.data as typeof result.data,
    dataUpdatedAt: latest?.state.dataUpdatedAt ?? 0,
  };
}

/** Whether one was typed on the way to the other. */
const isOnTheWay = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

/** Words that go on from what is typed; those of other words are never shown for it, however late they come. */
export function useSuggestions(typed: string) {
  const words = typed.trim();
  const q = useRested(words, 150);
  const { data, isError } = useQuery({
    queryKey: ['suggestions', q],
    queryFn: () => suggestInstruments(q),
    enabled: q.length > 0,
    placeholderData: (before, query) =>
      isOnTheWay(query?.queryKey[1] ?? '', q) ? before : undefined,
  });
  return { items: isOnTheWay(words, q) ? data?.items : undefined, isFailed: isError };
}

export function useInstrument(id: string) {
  const reader = useReaderKey();
  return useQuery({
    queryKey: ['instrument', id, ...reader],
    queryFn: () => getInstrument(id),
    enabled: id !== '',
  });
}
