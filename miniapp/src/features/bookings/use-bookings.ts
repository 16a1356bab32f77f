import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { usePollingInterval } from '../../lib/polling';
import { usePreferences } from '../../lib/preferences';
import { newIntentionKey } from '../../lib/request';
import { useSession, useSignedIn } from '../../lib/session';
import { createQuote, getBooking, listBookings } from './api';
import type { Wish } from './api';

/** Who reads and in which language: answers differ by both. */
function useReaderKey() {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const language = usePreferences((state) => state.language);
  return [userId, language];
}

/** Price and broken rules of a wish, as soon as it is made; makes nothing. */
export function useQuote(wish: Wish | null) {
  const isSignedIn = useSignedIn();
  const reader = useReaderKey();
  return useQuery({
    queryKey: ['quote', wish, ...reader],
    queryFn: () => createQuote(wish as Wish),
    enabled: wish !== null && isSignedIn,
    placeholderData: wish === null ? undefined : keepPreviousData,
    staleTime: 5_000,
  });
}

export type ListWish = Omit<Parameters<typeof listBookings>[0], 'cursor' | 'limit'>;

export function useBookingList(wish: ListWish, enabled = true) {
  const isSignedIn = useSignedIn();
  const reader = useReaderKey();
  return useInfiniteQuery({
    queryKey: ['bookings', wish, ...reader],
    queryFn: ({ pageParam }) => listBookings({ ...wish, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: isSignedIn && enabled,
    refetchInterval: usePollingInterval(),
    staleTime: 5_000,
  });
}

export function useBooking(id: string) {
  const reader = useReaderKey();
  return useQuery({
    queryKey: ['booking', id, ...reader],
    queryFn: () => getBooking(id),
    enabled: id !== '',
    refetchInterval: usePollingInterval(),
    staleTime: 3_000,
  });
}

/** One idempotency key for one intention: the same wish keeps its key until it has succeeded. */
export function useIntention() {
  const kept = useRef<{ wish: string; key: string } | null>(null);
  return {
    keyFor(wish: unknown): string {
      const text = JSON.stringify(wish);
      if (kept.current?.wish !== text) kept.current = { wish: text, key: newIntentionKey() };
      return kept.current.key;
    },
    done(): void {
      kept.current = null;
    },
  };
}

/** An action on bookings; everything that shows bookings, calendars and balances is read anew after it. */
export function useBookingAction<In, Out>(act: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of [
        'booking',
        'bookings',
        'calendar',
        'results',
        'me',
        'accounts',
        'group',
        'quote',
        'grants',
        'notices',
        'review',
        'reviews',
        'appeals',
        'instrument',
      ]) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}
