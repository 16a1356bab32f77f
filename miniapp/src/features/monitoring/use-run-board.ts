import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenTo } from '../../lib/live';
import { usePollingInterval } from '../../lib/polling';
import { useSession } from '../../lib/session';
import { isProblem } from '../../lib/problem-error';
import { getRunBoard, handleRunAlarm, setRunShowing } from './api';
import type { AlarmStep } from './api';
import { chooseBoardUnit, useBoardUnit } from './board-unit';

/** The currents and the ribbons' ends move on by themselves; turns of state are told at once. */
const READ_EVERY_MS = 30_000;

/** What every instrument of the chosen unit does, kept live while it is looked at. */
export function useRunBoard() {
  const client = useQueryClient();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const unitId = useBoardUnit(userId);
  const polling = usePollingInterval();
  const query = useQuery({
    queryKey: ['run-board', userId, unitId ?? null],
    queryFn: () => getRunBoard(unitId),
    refetchInterval: polling === false ? READ_EVERY_MS : polling,
    staleTime: 5_000,
  });
  const isGone = unitId !== undefined && isProblem(query.error) && query.error.status === 404;
  useEffect(() => {
    if (isGone) chooseBoardUnit(userId, null);
  }, [isGone, userId]);
  const shownUnit = query.data?.unit.id;
  useEffect(() => {
    if (shownUnit === undefined) return undefined;
    return listenTo(`board:${shownUnit}`, (event) => {
      if (event.event === 'booking.changed') return;
      if (event.event === 'handover.changed') {
        void client.invalidateQueries({ queryKey: ['handover'] });
        return;
      }
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

/** Lets everyone see what a unit's instruments do, or nobody but its own. */
export function useShowing(unitId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isShown: boolean) => setRunShowing(unitId, isShown),
    // Until the board is read anew the switch stands where it was put.
    onSettled: () => client.invalidateQueries({ queryKey: ['run-board'] }),
  });
}
