import type { Deps } from './deps.ts';
import {
  bookingLive,
  bookingTasks,
  bookingTrail,
  runBookingTimers,
  scheduleBookingJobs,
} from './features/bookings/index.ts';
import { bulletinTasks } from './features/bulletins/index.ts';
import { ledgerTasks, scheduleLedgerJobs } from './features/ledger/index.ts';
import {
  correctionTasks,
  judgingTasks,
  monitoringLive,
  scheduleMonitoringJobs,
} from './features/monitoring/index.ts';
import {
  notificationOutbox,
  notificationTasks,
  sendDeliveries,
} from './features/notifications/index.ts';
import {
  recommendationOutbox,
  recommendationTasks,
  scheduleRecommendationJobs,
} from './features/recommendations/index.ts';
import { resultTasks, scheduleResultJobs } from './features/results/index.ts';
import { scheduleSearchJobs, searchOutbox, searchTasks } from './features/search/index.ts';
import { scheduleSensorJobs, sensorMeansTasks, sensorTasks } from './features/sensors/index.ts';
import { scheduleVoucherJobs, voucherTasks } from './features/vouchers/index.ts';
import { housekeepingTasks, scheduleHousekeeping } from './infra/housekeeping.ts';
import type { OutboxHandler } from './infra/outbox.ts';
import type { Work } from './infra/worker.ts';

function merged(
  ...maps: readonly ReadonlyMap<string, OutboxHandler>[]
): ReadonlyMap<string, readonly OutboxHandler[]> {
  const all = new Map<string, OutboxHandler[]>();
  for (const map of maps) {
    for (const [topic, handler] of map) all.set(topic, [...(all.get(topic) ?? []), handler]);
  }
  return all;
}

/** Everything that is done after a request or by the clock; phones first, since people wait there. */
export const allWork: Work = {
  outbox: merged(
    bookingLive,
    bookingTrail,
    monitoringLive,
    notificationOutbox,
    searchOutbox,
    recommendationOutbox,
  ),
  timers: [runBookingTimers],
  tasks: new Map([
    ...housekeepingTasks,
    ...bookingTasks,
    ...searchTasks,
    ...voucherTasks,
    ...ledgerTasks,
    ...sensorTasks,
    ...bulletinTasks,
  ]),
};

/** What goes out to other people's servers, which may be slow or away. */
export const outsideWork: Work = { timers: [sendDeliveries], tasks: notificationTasks };

/** What may take minutes, such as looking through gigabytes: nobody waits behind it. */
export const slowWork: Work = {
  timers: [],
  tasks: new Map([...resultTasks, ...recommendationTasks]),
};

/** What learns and judges runs: a word of the crew's does not wait behind the night's work on all instruments. */
export const correctionWork: Work = { timers: [], tasks: correctionTasks };
export const judgingWork: Work = {
  timers: [],
  tasks: new Map([...judgingTasks, ...sensorMeansTasks]),
};

/** Plants the tasks that recur; each has a natural key, so many workers plant one. */
export async function plantJobs(deps: Deps): Promise<void> {
  await scheduleBookingJobs(deps, deps.clock.now());
  await scheduleSearchJobs(deps, deps.clock.now());
  await scheduleVoucherJobs(deps, deps.clock.now());
  await scheduleLedgerJobs(deps, deps.clock.now());
  await scheduleResultJobs(deps, deps.clock.now());
  await scheduleRecommendationJobs(deps, deps.clock.now());
  await scheduleMonitoringJobs(deps, deps.clock.now());
  await scheduleSensorJobs(deps, deps.clock.now());
  await scheduleHousekeeping(deps, deps.clock.now());
}
