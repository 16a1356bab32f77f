import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { listAccounts, listApplications, listGrants, listProgrammes } from './api';

const useUserId = () => useSession((state) => state.session?.user.id ?? 'guest');

export function useGrants(enabled = true) {
  const userId = useUserId();
  return useQuery({ queryKey: ['grants', userId], queryFn: listGrants, enabled });
}

export function useProgrammes(enabled = true) {
  const userId = useUserId();
  return useQuery({ queryKey: ['programmes', userId], queryFn: listProgrammes, enabled });
}

export function useAccounts() {
  const isSignedIn = useSignedIn();
  const userId = useUserId();
  return useQuery({ queryKey: ['accounts', userId], queryFn: listAccounts, enabled: isSignedIn });
}

/** Applications of one's companies, or those that one's office decides. */
export function useApplications(role: 'mine' | 'judge', state?: 'open' | 'decided') {
  const isSignedIn = useSignedIn();
  const userId = useUserId();
  return useInfiniteQuery({
    queryKey: ['applications', role, state, userId],
    queryFn: ({ pageParam }) => listApplications({ role, state, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isSignedIn,
  });
}

/** A step of an application; everything that shows vouchers is read anew after it. */
export function useApplicationAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['applications', 'programmes', 'grants', 'notices']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
