import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePreferences } from '../../lib/preferences';
import { useSession, useSignedIn } from '../../lib/session';
import { getInterests, setInterests } from './api';
import type { Interests } from './api';

function useKey() {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return ['interests', userId, language];
}

export function useInterests() {
  const isSignedIn = useSignedIn();
  return useQuery({ queryKey: useKey(), queryFn: getInterests, enabled: isSignedIn });
}

/** Keeps every tap at once, one after the other, each over the version that the one before it made. */
export function useChangeInterests() {
  const client = useQueryClient();
  const queryKey = useKey();
  return useMutation({
    scope: { id: 'interests' },
    mutationFn: ({ areas, weeklyNotices }: Pick<Interests, 'areas' | 'weeklyNotices'>) =>
      setInterests(
        areas.flatMap(({ code, isChosen }) => (isChosen ? [code] : [])),
        weeklyNotices,
        client.getQueryData<Interests>(queryKey)?.version ?? 0,
      ),
    onMutate: (next) => {
      client.setQueryData<Interests>(queryKey, (seen) => seen && { ...seen, ...next });
    },
    onSuccess: ({ version }) => {
      client.setQueryData<Interests>(queryKey, (seen) => seen && { ...seen, version });
      void client.invalidateQueries({ queryKey: ['recommended'] });
    },
    // What the server holds is what is shown, whatever was tapped.
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}
