import type { Deps } from '../../deps.ts';
import { DAY, HOUR, later } from '../../infra/clock.ts';
import type { OutboxEvent, OutboxHandler } from '../../infra/outbox.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { noteOpenings } from './candidates-repository.ts';
import { learnTypes } from './use-cases/learn-types.ts';
import { matchSearches } from './use-cases/match-searches.ts';
import { FOLD, foldWeek } from './use-cases/tell-match.ts';

const LEARN = 'recommendations.learn';
const MATCH = 'recommendations.match';
/** Three in the night of the province. */
const NIGHT = 19 * HOUR;

/** Looking through everyone's searches takes longer than a relay should wait. */
async function planMatch(
  deps: Deps,
  event: OutboxEvent,
  payload: Record<string, unknown>,
): Promise<void> {
  await inTransaction(deps, (trx) =>
    schedule(deps, trx, {
      kind: MATCH,
      naturalKey: `outbox:${String(event.seq)}`,
      dueAt: deps.clock.now(),
      payload: { ...payload, at: event.createdAt.toISOString() },
    }),
  );
}

const hearOpened: OutboxHandler = async (deps, event) => {
  const instrumentIds = event.payload['instrumentIds'] as string[];
  await noteOpenings(deps.db, instrumentIds, event.createdAt);
  await planMatch(deps, event, { instrumentIds, freed: null });
};

/** A hold that ran out was never anyone's booking, so that nothing of it is news. */
const hearCalendar: OutboxHandler = async (deps, event) => {
  const { instrumentId, startsAt, endsAt, free, wasHeld } = event.payload;
  if (free !== true || wasHeld === true) return;
  await planMatch(deps, event, { instrumentIds: [instrumentId], freed: { startsAt, endsAt } });
};

/** What saved searches listen for. */
export const recommendationOutbox: ReadonlyMap<string, OutboxHandler> = new Map([
  ['instrument.opened', hearOpened],
  ['calendar.changed', hearCalendar],
]);

const match: TaskHandler = async (deps, { payload }) => {
  const freed = payload['freed'] as { startsAt: string; endsAt: string } | null;
  await matchSearches(deps, {
    instrumentIds: payload['instrumentIds'] as string[],
    freed:
      freed === null
        ? null
        : { startsAt: new Date(freed.startsAt), endsAt: new Date(freed.endsAt) },
    at: new Date(String(payload['at'])),
  });
};

const learn: TaskHandler = async (deps) => {
  await learnTypes(deps);
  const today = Math.floor(deps.clock.now().getTime() / DAY) * DAY;
  await scheduleRecommendationJobs(deps, later(new Date(today), DAY + NIGHT));
};

const fold: TaskHandler = async (deps, { payload }) => {
  await foldWeek(deps, String(payload['userId']), String(payload['week']));
};

export const recommendationTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [LEARN, learn],
  [MATCH, match],
  [FOLD, fold],
]);

/** Plants the nightly learning; its natural key keeps it one a day, however many workers start. */
export async function scheduleRecommendationJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 10);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: LEARN, naturalKey, dueAt }));
}
