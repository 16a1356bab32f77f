import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { now } from '../../lib/clock';
import { useSession } from '../../lib/session';
import { DAY, startOfDay, toInstant } from '../../lib/wall-clock';
import { getLabel, getRules, listBlocks, listPriceLists, listRunInstruments } from './api';

const useReader = () => useSession((state) => state.session?.user.id ?? 'guest');

/** How far ahead outages and crew time are listed. */
const AHEAD = 92 * DAY;

export function useRunInstruments(q: string) {
  return useInfiniteQuery({
    queryKey: ['run-instruments', q, useReader()],
    queryFn: ({ pageParam }) => listRunInstruments(q, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useRules(id: string) {
  return useQuery({ queryKey: ['rules', id, useReader()], queryFn: () => getRules(id) });
}

export function usePriceLists(id: string) {
  return useQuery({
    queryKey: ['price-lists', id, useReader()],
    queryFn: () => listPriceLists(id),
  });
}

export function useBlocks(id: string) {
  const from = startOfDay(now());
  return useQuery({
    queryKey: ['blocks', id, from, useReader()],
    queryFn: () => listBlocks(id, toInstant(from), toInstant(from + AHEAD)),
  });
}

export function useLabel(id: string) {
  return useQuery({ queryKey: ['label', id], queryFn: () => getLabel(id) });
}

/** A change of what an instrument asks or costs; whatever shows that is read anew. */
export function useTermsAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['rules', 'price-lists', 'blocks', 'calendar', 'instrument', 'bookings']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
