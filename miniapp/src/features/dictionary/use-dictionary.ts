import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSession } from '../../lib/session';
import { getConcept, listConcepts, listMisses } from './api';

const useUserId = () => useSession((state) => state.session?.user.id ?? 'guest');

/** Kinds that are called so or serve for it, the best first. */
export function useConcepts(q: string, enabled = true) {
  const userId = useUserId();
  return useInfiniteQuery({
    queryKey: ['concepts', q, userId],
    queryFn: ({ pageParam }) => listConcepts({ q, limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useConcept(id: string) {
  const userId = useUserId();
  return useQuery({
    queryKey: ['concept', id, userId],
    queryFn: () => getConcept(id),
    enabled: id !== '',
  });
}

/** What was searched for in vain since a day. */
export function useMisses(from: string) {
  const userId = useUserId();
  return useInfiniteQuery({
    queryKey: ['misses', from, userId],
    queryFn: ({ pageParam }) => listMisses({ from, limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** A step with the dictionary; whatever shows it is read anew after it. */
export function useConceptAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['concepts', 'concept']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
