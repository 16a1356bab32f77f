import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { listenTo } from '../../lib/live';
import { usePollingInterval } from '../../lib/polling';
import { getRunDay, listRunStates } from './api';
import type { RunStates, ShownRun } from './api';

/** As many as a page of a list, so that further pages ask for theirs only. */
const IDS_A_CALL = 20;
/** So many instruments are heard of at once; the others are read again by the clock. */
const MOST_HEARD = 40;
const READ_EVERY_MS = 60_000;

/** Hears turns of state of some instruments that everyone may see. */
function useTurns(ids: string, hear: (id: string) => void): void {
  useEffect(() => {
    if (ids === '') return undefined;
    const stops = ids.split(',').map((id) =>
      listenTo(`instrument:${id}`, (event) => {
        if (event.event === 'run.changed') hear(id);
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [ids, hear]);
}

const together = (answers: readonly { data: RunStates | undefined }[]) =>
  answers.flatMap(({ data }) => data?.items ?? []);

/** What some instruments do now, by id, of those whose units show it; kept live while it is looked at. */
export function useRunStates(ids: readonly string[]): ReadonlyMap<string, ShownRun> {
  const client = useQueryClient();
  const polling = usePollingInterval();
  const calls = Array.from({ length: Math.ceil(ids.length / IDS_A_CALL) }, (_, at) =>
    ids.slice(at * IDS_A_CALL, (at + 1) * IDS_A_CALL).join(','),
  );
  const items = useQueries({
    queries: calls.map((some) => ({
      queryKey: ['run-states', some],
      queryFn: () => listRunStates(some),
      refetchInterval: polling === false ? READ_EVERY_MS : polling,
      staleTime: 5_000,
      retry: false,
    })),
    combine: together,
  });
  const runs = useMemo(() => new Map(items.map((run) => [run.instrumentId, run])), [items]);
  const hear = useMemo(
    () => (id: string) => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[0] === 'run-states' && String(queryKey[1]).split(',').includes(id),
      });
    },
    [client],
  );
  useTurns([...runs.keys()].slice(0, MOST_HEARD).join(), hear);
  return runs;
}

/** The last day of an instrument whose unit shows it. */
export function useRunDay(id: string, isShown: boolean) {
  const client = useQueryClient();
  const polling = usePollingInterval();
  const hear = useMemo(
    () => () => void client.invalidateQueries({ queryKey: ['run-day', id] }),
    [client, id],
  );
  useTurns(isShown ? id : '', hear);
  return useQuery({
    queryKey: ['run-day', id],
    queryFn: () => getRunDay(id),
    enabled: isShown,
    refetchInterval: polling === false ? READ_EVERY_MS : polling,
    staleTime: 5_000,
  });
}
