import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSession, useSignedIn } from '../../lib/session';
import { getReview, listAppeals, listReviews, listVersions } from './api';
import type { ReviewSort } from './api';

/** What one may do with a review depends on who asks. */
function useReaderKey(): string {
  return useSession((state) => state.session?.user.id ?? 'guest');
}

export function useReviews(instrumentId: string, wish: { sort: ReviewSort; stars?: number }) {
  const reader = useReaderKey();
  return useInfiniteQuery({
    queryKey: ['reviews', instrumentId, wish, reader],
    queryFn: ({ pageParam }) => listReviews(instrumentId, { ...wish, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useReview(bookingId: string, enabled: boolean) {
  const reader = useReaderKey();
  return useQuery({
    queryKey: ['review', bookingId, reader],
    queryFn: () => getReview(bookingId),
    enabled: enabled && bookingId !== '',
  });
}

/** What a review said before its edits; the number of edits is in the key, since each adds one. */
export function useVersions(reviewId: string, edits: number) {
  return useQuery({
    queryKey: ['review', 'versions', reviewId, edits],
    queryFn: () => listVersions(reviewId),
  });
}

export function useAppeals(state: 'open' | 'judged') {
  const reader = useReaderKey();
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['appeals', state, reader],
    queryFn: ({ pageParam }) => listAppeals(state, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isSignedIn,
  });
}
