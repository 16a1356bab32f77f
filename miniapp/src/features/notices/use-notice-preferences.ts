import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { getNoticePreferences, setNoticePreferences } from './api';
import type { NoticePreferences } from './api';

function useKey() {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  return ['noticePreferences', userId];
}

export function useNoticePreferences() {
  const isSignedIn = useSignedIn();
  return useQuery({ queryKey: useKey(), queryFn: getNoticePreferences, enabled: isSignedIn });
}

/**
 * Keeps every change at once. Taps in quick succession are sent one after the other, each over the version
 * that the one before it made.
 */
export function useChangePreferences() {
  const client = useQueryClient();
  const queryKey = useKey();
  return useMutation({
    scope: { id: 'notice-preferences' },
    mutationFn: (next: Pick<NoticePreferences, 'choices' | 'quiet'>) =>
      setNoticePreferences(next, client.getQueryData<NoticePreferences>(queryKey)?.version ?? 0),
    onMutate: (next) => {
      client.setQueryData<NoticePreferences>(queryKey, (seen) => seen && { ...seen, ...next });
    },
    onSuccess: ({ version, channels }) => {
      client.setQueryData<NoticePreferences>(
        queryKey,
        (seen) => seen && { ...seen, version, channels },
      );
    },
    // What the server holds is what is shown, whatever was tapped.
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}

/** A step with one's address; the screen shows what the server answers. */
export function useAddressStep<In>(act: (input: In) => Promise<NoticePreferences>) {
  const client = useQueryClient();
  const queryKey = useKey();
  return useMutation({
    mutationFn: act,
    onSuccess: (preferences) => client.setQueryData(queryKey, preferences),
  });
}
