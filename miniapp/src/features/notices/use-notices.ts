import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { usePollingInterval } from '../../lib/polling';
import { usePreferences } from '../../lib/preferences';
import { useSession, useSignedIn } from '../../lib/session';
import { listNotices, readNotices } from './api';
import type { NoticeFilter } from './api';

export function useNotices(filter: NoticeFilter) {
  const isSignedIn = useSignedIn();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return useInfiniteQuery({
    queryKey: ['notices', filter, userId, language],
    queryFn: ({ pageParam }) => listNotices(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isSignedIn,
    refetchInterval: usePollingInterval(),
  });
}

/** Marks notices as read, all of them where none are named. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids?: string[]) => readNotices(ids),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['notices'] });
      void client.invalidateQueries({ queryKey: ['me'] });
    },
  });
}
