import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../lib/session';
import { listSensors } from './api';

/** The sensors of a unit, by code. */
export function useSensors(unitId: string) {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  return useInfiniteQuery({
    queryKey: ['sensors', unitId, userId],
    queryFn: ({ pageParam }) => listSensors(unitId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: unitId !== '',
    refetchInterval: 30_000,
  });
}

/** A step on the fleet; the list and the board are read anew after it. */
export function useFleetStep<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['sensors', 'run-board', 'run']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
