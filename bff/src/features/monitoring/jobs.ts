import { DateTime } from 'luxon';
import type { Deps } from '../../deps.ts';
import { DAY, HOUR, later, MINUTE } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { findMonitored } from './fleet-repository.ts';
import { findColdOnes } from './models-repository.ts';
import { REJUDGE, RELEARN } from './use-cases/plan-judging.ts';
import { rejudge } from './use-cases/rejudge.ts';
import { LEARNED_FROM_MS, relearn } from './use-cases/relearn.ts';

const HOURLY = 'monitoring.hourly';
const NIGHTLY = 'monitoring.nightly';

/** Until half an hour ago everything has had its hindsight. */
const HINDSIGHT_MS = 30 * MINUTE;
const HOURS_AGAIN_MS = 3 * HOUR;
const NIGHT_HOUR = 2;

const allIds = async (deps: Deps) => (await findMonitored(deps.db)).map(({ id }) => id);

/** The last hours with hindsight, and first models of those that have been read for a day. */
const hourly: TaskHandler = async (deps) => {
  const now = deps.clock.now().getTime();
  const to = now - HINDSIGHT_MS;
  await relearn(deps, await findColdOnes(deps.db), 'first');
  await rejudge(deps, await allIds(deps), { from: to - HOURS_AGAIN_MS, to });
  await scheduleMonitoringJobs(deps, deps.clock.now());
};

/** Two in the night of a zone: its instruments are learned anew, and the day before is judged by that. */
const nightly: TaskHandler = async (deps, { payload }) => {
  const timeZone = String(payload['timeZone']);
  const own = (await findMonitored(deps.db)).filter((one) => one.timeZone === timeZone);
  const ids = own.map(({ id }) => id);
  const now = deps.clock.now().getTime();
  await relearn(deps, ids, 'nightly');
  await rejudge(deps, ids, { from: now - HINDSIGHT_MS - DAY - 3 * HOUR, to: now - HINDSIGHT_MS });
  await planNight(deps, timeZone, deps.clock.now());
};

const hearLate: TaskHandler = async (deps, { payload }) => {
  const until = deps.clock.now().getTime() - HINDSIGHT_MS;
  const from = Number(payload['from']) - HINDSIGHT_MS;
  const to = Math.min(until, Number(payload['to']) + HINDSIGHT_MS);
  if (from < to) await rejudge(deps, [String(payload['instrumentId'])], { from, to });
};

const hearCorrection: TaskHandler = async (deps, { payload }) => {
  const ids = [String(payload['instrumentId'])];
  await relearn(deps, ids, 'correction');
  const to = deps.clock.now().getTime();
  await rejudge(deps, ids, { from: to - LEARNED_FROM_MS, to });
};

/** What somebody waits for. */
export const correctionTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [REJUDGE, hearLate],
  [RELEARN, hearCorrection],
]);

/** What takes minutes with ten thousand instruments. */
export const judgingTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [HOURLY, hourly],
  [NIGHTLY, nightly],
]);

async function planHour(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 13);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: HOURLY, naturalKey, dueAt }));
}

/** The next night of a zone; its natural key keeps it one, however many workers plan it. */
async function planNight(deps: Deps, timeZone: string, now: Date): Promise<void> {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const tonight = local.startOf('day').set({ hour: NIGHT_HOUR });
  const next = tonight > local ? tonight : tonight.plus({ days: 1 });
  const naturalKey = `${timeZone}:${next.toISODate() ?? ''}`;
  const task = { kind: NIGHTLY, naturalKey, dueAt: next.toJSDate(), payload: { timeZone } };
  await inTransaction(deps, (trx) => schedule(deps, trx, task));
}

/** Plants the hourly and the nightly rounds. */
export async function scheduleMonitoringJobs(deps: Deps, now: Date): Promise<void> {
  await planHour(deps, later(new Date(Math.floor(now.getTime() / HOUR) * HOUR), HOUR));
  const zones = new Set((await findMonitored(deps.db)).map(({ timeZone }) => timeZone));
  for (const timeZone of zones) await planNight(deps, timeZone, now);
}
