import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePreferences } from '../../lib/preferences';
import { endSession, keepSession, useSession, useSignedIn } from '../../lib/session';
import { getMe, listPersonas, signInAs, signOut } from './api';

/** Who is signed in, with groups, companies, balances and unread notices. */
export function useMe() {
  const isSignedIn = useSignedIn();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  return useQuery({ queryKey: ['me', userId], queryFn: getMe, enabled: isSignedIn });
}

export function usePersonas() {
  const language = usePreferences((state) => state.language);
  return useQuery({ queryKey: ['personas', language], queryFn: listPersonas });
}

/** Signs in; what another person left in the cache is dropped. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signInAs,
    onSuccess: (session) => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'personas' });
      keepSession(session);
    },
  });
}

/** Signs out here even where the server cannot be told. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSettled: () => {
      endSession();
      client.clear();
    },
  });
}
