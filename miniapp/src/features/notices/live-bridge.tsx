import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setTabCount } from '../../components/navigation';
import { listenTo, onReconnect } from '../../lib/live';
import { useHasRole, useSession } from '../../lib/session';
import { useBookingList } from '../bookings/use-bookings';
import { useMe } from '../identity/use-identity';

/** Keeps what is shown in step with what the server says over the live connection. It draws nothing. */
export function LiveBridge() {
  const client = useQueryClient();
  const userId = useSession((state) => state.session?.user.id);
  const me = useMe();
  const mine = useBookingList({ role: 'mine' }, useHasRole('researcher'));
  const isOperator = useHasRole('operator');
  const crew = useBookingList({ role: 'crew', state: 'requested', sort: 'soonest' }, isOperator);

  useEffect(() => {
    if (!userId) return undefined;
    return listenTo('me', (event) => {
      const stale =
        event.event === 'notice' || event.event === 'notices.read'
          ? ['notices', 'me']
          : ['bookings', 'booking', 'results', 'me', 'accounts', 'grants'];
      for (const key of stale) void client.invalidateQueries({ queryKey: [key] });
    });
  }, [client, userId]);
  useEffect(() => onReconnect(() => void client.invalidateQueries()), [client]);

  const unread = userId ? (me.data?.unreadNotices ?? 0) : 0;
  const waiting = userId ? (mine.data?.pages[0]?.counts.needsYou ?? 0) : 0;
  useEffect(() => setTabCount('notices', unread), [unread]);
  useEffect(() => setTabCount('bookings', waiting), [waiting]);
  const forCrew = isOperator ? (crew.data?.pages[0]?.counts.needsYou ?? 0) : 0;
  useEffect(() => {
    setTabCount('desk', forCrew);
  }, [forCrew]);
  return null;
}
