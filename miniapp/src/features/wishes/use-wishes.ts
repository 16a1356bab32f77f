import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { onSignOut, useSession } from '../../lib/session';
import { readStored, store } from '../../lib/storage';
import { listWishes } from './api';

const KEY = 'wish';

/** What is typed; it survives a sign-in, an error and a reload. */
export const useWishDraft = create<{ words: string }>(() => ({
  words: readStored<string>(KEY) ?? '',
}));
useWishDraft.subscribe(({ words }) => store(KEY, words || null));
onSignOut(() => useWishDraft.setState({ words: '' }));

export function useWishes(state: 'open' | 'done') {
  const userId = useSession((session) => session.session?.user.id ?? 'guest');
  return useInfiniteQuery({
    queryKey: ['wishes', state, userId],
    queryFn: ({ pageParam }) => listWishes({ state, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useWishAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => void client.invalidateQueries({ queryKey: ['wishes'] }),
  });
}
