import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../../lib/request';
import { useSession } from '../../lib/session';
import { DEFAULT_ZONE } from '../../lib/wall-clock';
import { monthText, rangeOf } from './months';
import type { Month } from './months';

const PAGE = 50;

/** A month of a prepaid account, from its first movement on. */
export function useStatement(id: string, month: Month) {
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  return useInfiniteQuery({
    queryKey: ['accounts', 'statement', id, monthText(month), userId],
    queryFn: ({ pageParam }) =>
      request('getStatement', {
        params: { id },
        query: { ...rangeOf(month, DEFAULT_ZONE), limit: PAGE, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: id !== '',
  });
}
