import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { now } from '../../lib/clock';
import { listenTo } from '../../lib/live';
import { usePollingInterval } from '../../lib/polling';
import { useSession } from '../../lib/session';
import { DAY, startOfDay, toInstant } from '../../lib/wall-clock';
import { getCalendar } from './api';
import { parseCalendar } from './slot-grid';

const SHOWN_DAYS = 31;

/** An instrument's calendar, kept live while it is looked at. */
export function useCalendar(instrumentId: string) {
  const client = useQueryClient();
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  const from = startOfDay(now());
  const query = useQuery({
    queryKey: ['calendar', instrumentId, userId, from],
    queryFn: () => getCalendar(instrumentId, toInstant(from), toInstant(from + SHOWN_DAYS * DAY)),
    refetchInterval: usePollingInterval(),
    staleTime: 5_000,
  });
  useEffect(
    () =>
      listenTo(`instrument:${instrumentId}`, (event) => {
        if (event.event === 'calendar.changed' || event.event === 'snapshot') {
          void client.invalidateQueries({ queryKey: ['calendar', instrumentId] });
        }
      }),
    [client, instrumentId],
  );
  const calendar = useMemo(() => (query.data ? parseCalendar(query.data) : null), [query.data]);
  const days = useMemo(
    () => Array.from({ length: SHOWN_DAYS }, (_, index) => from + index * DAY),
    [from],
  );
  return { query, calendar, days };
}
