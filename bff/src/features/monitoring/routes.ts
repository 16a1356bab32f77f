import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import {
  correctRun,
  previewCorrection,
  readModel,
  withdrawRunCorrection,
} from './use-cases/correct-run.ts';
import { handleAlarm } from './use-cases/handle-alarm.ts';
import { readBoard } from './use-cases/read-board.ts';
import { readEvidence } from './use-cases/read-evidence.ts';
import { listReadings, listRunDays, listRunSegments, readRunState } from './use-cases/read-run.ts';

type Routes =
  | 'getRunBoard'
  | 'handleRunAlarm'
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
    getRunState: async ({ actor, params }) => ({
      status: 200,
      body: await readRunState(deps, actor, params.id),
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
