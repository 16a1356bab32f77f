import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenTo } from '../../lib/live';
import { useSession } from '../../lib/session';
import { toInstant } from '../../lib/wall-clock';
import { useIntention } from '../bookings/use-bookings';
import {
  correctRun,
  getRunModel,
  getRunState,
  listReadings,
  listRunSegments,
  previewRunCorrection,
  withdrawRunCorrection,
} from './api';
import type { CorrectionBody } from './api';
import type { Span } from './ribbon';

const useReader = () => useSession((state) => state.session?.user.id ?? 'guest');

/** What an instrument does now, kept live while it is looked at; its turns are told to its unit's staff. */
export function useRunState(id: string, unitId: string) {
  const client = useQueryClient();
  const reader = useReader();
  useEffect(
    () =>
      listenTo(`board:${unitId}`, (event) => {
        if (event.event === 'run.changed' && event.data.instrumentId === id) {
          void client.invalidateQueries({ queryKey: ['run', id] });
        }
      }),
    [client, id, unitId],
  );
  return useQuery({
    queryKey: ['run', id, 'state', reader],
    queryFn: () => getRunState(id),
    refetchInterval: 15_000,
    staleTime: 3_000,
  });
}

export function useRunModel(id: string) {
  const reader = useReader();
  return useQuery({ queryKey: ['run', id, 'model', reader], queryFn: () => getRunModel(id) });
}

/** Current and segments of a span; what was shown before stays until the other span is there. */
export function useRunHistory(id: string, { from, to }: Span) {
  const reader = useReader();
  const span = [toInstant(from), toInstant(to)] as const;
  return useQuery({
    queryKey: ['run', id, 'history', ...span, reader],
    queryFn: async () => {
      const [readings, segments] = await Promise.all([
        listReadings(id, ...span),
        listRunSegments(id, ...span),
      ]);
      return { readings, segments, span: { from, to } };
    },
    placeholderData: keepPreviousData,
  });
}

/** What would change if it was so; nothing is kept. */
export function useCorrectionPreview(id: string, body: CorrectionBody | null) {
  const reader = useReader();
  return useQuery({
    queryKey: ['run', id, 'preview', body, reader],
    queryFn: () => previewRunCorrection(id, body as CorrectionBody),
    enabled: body !== null,
    placeholderData: body === null ? undefined : keepPreviousData,
  });
}

/** Says what an instrument was doing; a second try of the same is the same word. */
export function useCorrect(id: string) {
  const client = useQueryClient();
  const intention = useIntention();
  return useMutation({
    mutationFn: (body: CorrectionBody) => correctRun(id, body, intention.keyFor(body)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['run', id] });
      void client.invalidateQueries({ queryKey: ['run-board'] });
    },
  });
}

export function useWithdrawal(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (correctionId: string) => withdrawRunCorrection(id, correctionId),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  });
}
