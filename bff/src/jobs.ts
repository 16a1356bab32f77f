import type { Deps } from './deps.ts';
import { bookingOutbox, bookingTasks, scheduleBookingJobs } from './features/bookings/index.ts';
import { notificationOutbox } from './features/notifications/index.ts';
import { scheduleSearchJobs, searchOutbox, searchTasks } from './features/search/index.ts';
import { housekeepingTasks, scheduleHousekeeping } from './infra/housekeeping.ts';
import type { OutboxHandler } from './infra/outbox.ts';
import type { TaskHandler } from './infra/tasks.ts';

function merged(
  ...maps: readonly ReadonlyMap<string, OutboxHandler>[]
): ReadonlyMap<string, readonly OutboxHandler[]> {
  const all = new Map<string, OutboxHandler[]>();
  for (const map of maps) {
    for (const [topic, handler] of map) all.set(topic, [...(all.get(topic) ?? []), handler]);
  }
  return all;
}

/** Who hears of what; phones first, since people wait there. */
export const allOutbox = merged(bookingOutbox, notificationOutbox, searchOutbox);

export const allTasks: ReadonlyMap<string, TaskHandler> = new Map([
  ...housekeepingTasks,
  ...bookingTasks,
  ...searchTasks,
]);

/** Plants the tasks that recur; each has a natural key, so many workers plant one. */
export async function plantJobs(deps: Deps): Promise<void> {
  await scheduleBookingJobs(deps, deps.clock.now());
  await scheduleSearchJobs(deps, deps.clock.now());
  await scheduleHousekeeping(deps, deps.clock.now());
}
