import { useQuery } from '@tanstack/react-query';
import { now } from '../../lib/clock';
import { useHasRole, useSession } from '../../lib/session';
import type { Booking } from '../bookings/api';
import { getRunEvidence } from './api';

/** What the sensor tells of a booking that has begun; staff are told, and only where there is a sensor. */
export function useEvidence({ id, kind, startsAt, state }: Booking) {
  const userId = useSession((session) => session.session?.user.id ?? 'guest');
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('unit_admin');
  const hasBegun = startsAt !== null && Date.parse(startsAt) < now();
  const stood = !['held', 'requested', 'cancelled', 'rejected', 'expired'].includes(state);
  return useQuery({
    queryKey: ['run-evidence', id, userId],
    queryFn: () => getRunEvidence(id),
    enabled: (isOperator || isAdmin) && kind === 'time' && hasBegun && stood,
    retry: false,
    staleTime: 30_000,
  });
}
