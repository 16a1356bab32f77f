import type { ListWish } from '../bookings/use-bookings';
import { DAY, startOfDay, toInstant } from '../../lib/wall-clock';

export const queues = [
  'today',
  'approvals',
  'problems',
  'results',
  'checks',
  'disputes',
  'ahead',
] as const;
export type Queue = (typeof queues)[number];

/** What a unit's administrators find here who are on no crew: what only they decide. */
export const adminQueues: readonly Queue[] = ['disputes'];

const AHEAD_DAYS = 31;

/** What each list of the desk asks for, in the order the crew meets it. */
export function queueWish(queue: Queue, at: number): ListWish {
  const today = startOfDay(at);
  const crew = { role: 'crew', sort: 'soonest' } as const;
  if (queue === 'approvals') return { ...crew, state: 'requested' };
  if (queue === 'problems') return { ...crew, problem: 'true' };
  if (queue === 'results') return { ...crew, state: 'awaiting_results' };
  if (queue === 'checks') return { ...crew, resultsWaiting: 'true' };
  if (queue === 'disputes') return { ...crew, state: 'disputed' };
  const from = queue === 'today' ? today : today + DAY;
  const to = queue === 'today' ? today + DAY : today + AHEAD_DAYS * DAY;
  return { ...crew, group: 'running', from: toInstant(from), to: toInstant(to) };
}
