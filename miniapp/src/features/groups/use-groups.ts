import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePollingInterval } from '../../lib/polling';
import { useSession, useSignedIn } from '../../lib/session';
import { getGroup } from './api';

export function useGroup(id: string) {
  const isSignedIn = useSignedIn();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  return useQuery({
    queryKey: ['group', id, userId],
    queryFn: () => getGroup(id),
    enabled: isSignedIn && id !== '',
    refetchInterval: usePollingInterval(),
    staleTime: 3_000,
  });
}

/** A step with a group; whatever shows it, or what its members may spend, is read anew after it. */
export function useGroupAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['group', 'me', 'quote']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
