import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { readStored, store } from '../../lib/storage';
import { listFeeds, makeFeed, revokeFeed } from './api';
import type { Feed, FeedKind } from './api';

interface KeptAddress {
  address: string;
  madeAt: string;
}

function useUserId(): string {
  return useSession((state) => state.session?.user.id ?? 'guest');
}

export function useFeeds() {
  const userId = useUserId();
  const isSignedIn = useSignedIn();
  return useQuery({ queryKey: ['feeds', userId], queryFn: listFeeds, enabled: isSignedIn });
}

/**
 * A feed's address is told once; this phone remembers it, for as long as it is the one that counts.
 */
export function useFeedAddress(feed: Feed | undefined, kind: FeedKind): string | null {
  const kept = readStored<KeptAddress>(`calendar.${useUserId()}.${kind}`);
  return feed && kept?.madeAt === feed.madeAt ? kept.address : null;
}

/** Makes a fresh address, or ends the present one. */
export function useFeedStep(kind: FeedKind) {
  const client = useQueryClient();
  const userId = useUserId();
  const key = `calendar.${userId}.${kind}`;
  return useMutation({
    mutationFn: async (step: 'make' | 'revoke') => {
      if (step === 'revoke') {
        await revokeFeed(kind);
        store(key, null);
        return;
      }
      const { address, madeAt } = await makeFeed(kind);
      store(key, { address, madeAt } satisfies KeptAddress);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  });
}
