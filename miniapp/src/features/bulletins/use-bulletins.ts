import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { listBulletins, listEarlier, listItems, readBulletin } from './api';
import type { Finding, Outcome } from './api';

/** Which part of a bulletin is looked at. */
export interface PartWish {
  cityCode?: string | undefined;
  unitId?: string | undefined;
}

const useUserId = () => useSession((state) => state.session?.user.id ?? 'guest');

export function useBulletins() {
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['bulletins', useUserId()],
    queryFn: ({ pageParam }) => listBulletins(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isSignedIn,
  });
}

export function useBulletin(id: string) {
  return useQuery({
    queryKey: ['bulletin', id, useUserId()],
    queryFn: () => readBulletin(id),
  });
}

export function useItems(id: string, wish: PartWish & { finding?: Finding | undefined }) {
  return useInfiniteQuery({
    queryKey: ['bulletin', id, 'items', wish, useUserId()],
    queryFn: ({ pageParam }) => listItems(id, { ...wish, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useEarlier(id: string, wish: PartWish & { outcome?: Outcome | undefined }) {
  return useInfiniteQuery({
    queryKey: ['bulletin', id, 'earlier', wish, useUserId()],
    queryFn: ({ pageParam }) => listEarlier(id, { ...wish, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** A step of a bulletin; everything that shows bulletins is read anew after it. */
export function useBulletinAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['bulletins', 'bulletin', 'notices']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
