import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePreferences } from '../../lib/preferences';
import { useSession, useSignedIn } from '../../lib/session';
import { listSavedSearches } from './api';

export function useSavedSearches() {
  const isSignedIn = useSignedIn();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return useQuery({
    queryKey: ['savedSearches', userId, language],
    queryFn: listSavedSearches,
    enabled: isSignedIn,
  });
}

/** A step with one's saved searches; the list is read anew after it. */
export function useSearchAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: ['savedSearches'] }),
  });
}
