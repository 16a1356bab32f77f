import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import {
  correctRun,
  previewCorrection,
  readModel,
  withdrawRunCorrection,
} from './use-cases/correct-run.ts';
import { finishHandoverNote, listHandoverNotes, writeHandoverNote } from './use-cases/hand-over.ts';
import { handleAlarm } from './use-cases/handle-alarm.ts';
import { readBoard } from './use-cases/read-board.ts';
import { readEvidence } from './use-cases/read-evidence.ts';
import { listReadings, listRunDays, listRunSegments } from './use-cases/read-run.ts';
import { listRunStates, readRunDay, readRunState, setRunShowing } from './use-cases/show-runs.ts';

type Routes =
  | 'getRunBoard'
  | 'handleRunAlarm'
  | 'listHandoverNotes'
  | 'writeHandoverNote'
  | 'finishHandoverNote'
  | 'setRunShowing'
  | 'listRunStates'
  | 'getRunDay'
  | 'getRunState'
  | 'listRunSegments'
  | 'listRunDays'
  | 'listReadings'
  | 'getRunModel'
  | 'previewRunCorrection'
  | 'correctRun'
  | 'withdrawRunCorrection'
  | 'getRunEvidence';

export function monitoringRoutes(deps: Deps): Handlers<Routes> {
  return {
    getRunBoard: async ({ actor, query }) => ({
      status: 200,
      body: await readBoard(deps, actor, query.unitId),
    }),
    handleRunAlarm: async ({ actor, body, params }) => ({
      status: 200,
      body: await handleAlarm(deps, actor, params.id, body.step),
    }),
    listHandoverNotes: async ({ actor, params }) => ({
      status: 200,
      body: await listHandoverNotes(deps, actor, params.id),
    }),
    writeHandoverNote: async ({ actor, body, ctx, params }) => {
      const key = ctx.state.idempotencyKey as IdempotencyKey;
      return await writeHandoverNote(deps, actor, key, params.id, body);
    },
    finishHandoverNote: async ({ actor, body, params }) => ({
      status: 200,
      body: await finishHandoverNote(deps, actor, params.id, body.isDone),
    }),
    setRunShowing: async ({ actor, body, params }) => ({
      status: 200,
      body: await setRunShowing(deps, actor, params.id, body.isShown),
    }),
    listRunStates: async ({ query }) => ({
      status: 200,
      body: await listRunStates(deps, query.ids),
    }),
    getRunDay: async ({ params }) => ({ status: 200, body: await readRunDay(deps, params.id) }),
    getRunState: async ({ params, visitor }) => ({
      status: 200,
      body: await readRunState(deps, visitor, params.id),
    }),
    listRunSegments: async ({ actor, params, query }) => ({
      status: 200,
      body: await listRunSegments(deps, actor, params.id, query),
    }),
    listRunDays: async ({ actor, params, query }) => ({
      status: 200,
      body: await listRunDays(deps, actor, params.id, query),
    }),
    listReadings: async ({ actor, params, query }) => ({
      status: 200,
      body: await listReadings(deps, actor, params.id, query),
    }),
    getRunModel: async ({ actor, params }) => ({
      status: 200,
      body: await readModel(deps, actor, params.id),
    }),
    previewRunCorrection: async ({ actor, body, params }) => ({
      status: 200,
      body: await previewCorrection(deps, actor, params.id, body),
    }),
    correctRun: async ({ actor, body, ctx, params }) => {
      const key = ctx.state.idempotencyKey as IdempotencyKey;
      return await correctRun(deps, actor, key, params.id, body);
    },
    withdrawRunCorrection: async ({ actor, params }) => {
      await withdrawRunCorrection(deps, actor, params);
      return { status: 204 };
    },
    getRunEvidence: async ({ actor, params }) => ({
      status: 200,
      body: await readEvidence(deps, actor, params.id),
    }),
  };
}
