import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { listDownloads, listResults } from './api';
import type { Result } from './api';

const SCAN_LOOK_MS = 5_000;

const isScanning = (items: readonly Result[]) =>
  items.some(({ files }) => files.some(({ scan }) => scan.state === 'pending'));

/** Deliveries of a booking; looked at again while a file is being checked for viruses. */
export function useResults(bookingId: string) {
  return useQuery({
    queryKey: ['results', bookingId],
    queryFn: () => listResults(bookingId),
    refetchInterval: ({ state }) =>
      state.data && isScanning(state.data.items) ? SCAN_LOOK_MS : false,
  });
}

export function useDownloads(bookingId: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['downloads', bookingId],
    queryFn: ({ pageParam }) => listDownloads(bookingId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled,
  });
}
