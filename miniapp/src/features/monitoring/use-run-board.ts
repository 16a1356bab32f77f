import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenTo } from '../../lib/live';
import { usePollingInterval } from '../../lib/polling';
import { useSession } from '../../lib/session';
import { getRunBoard, handleRunAlarm } from './api';
import type { AlarmStep } from './api';

/** The currents and the ribbons' ends move on by themselves; turns of state are told at once. */
const READ_EVERY_MS = 30_000;

/** What every instrument of a unit does, kept live while it is looked at. */
export function useRunBoard(unitId?: string) {
  const client = useQueryClient();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const polling = usePollingInterval();
  const query = useQuery({
    queryKey: ['run-board', userId, unitId ?? null],
    queryFn: () => getRunBoard(unitId),
    refetchInterval: polling === false ? READ_EVERY_MS : polling,
    staleTime: 5_000,
  });
  const shownUnit = query.data?.unit.id;
  useEffect(() => {
    if (shownUnit === undefined) return undefined;
    return listenTo(`board:${shownUnit}`, (event) => {
      if (event.event === 'booking.changed') return;
      void client.invalidateQueries({ queryKey: ['run-board'] });
      if (event.event === 'run.changed') {
        void client.invalidateQueries({ queryKey: ['run', event.data.instrumentId] });
      }
    });
  }, [client, shownUnit]);
  return query;
}

export function useAlarmStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: AlarmStep }) => handleRunAlarm(id, step),
    onSettled: () => client.invalidateQueries({ queryKey: ['run-board'] }),
  });
}
