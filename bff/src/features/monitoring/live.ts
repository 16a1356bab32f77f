import { publishLive } from '../../infra/live-bus.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import type { RunState } from './domain/readings.ts';

/** To the unit's staff only: anyone may watch an instrument's own topic, and what it does is not anyone's to know. */
const boardOf = (unitId: unknown) => `board:${String(unitId)}`;

const pushRun: OutboxHandler = async (deps, { payload, seq }) => {
  await publishLive(deps, {
    event: 'run.changed',
    topic: boardOf(payload['unitId']),
    seq,
    data: {
      instrumentId: String(payload['instrumentId']),
      state: payload['state'] as RunState,
      since: String(payload['since']),
    },
  });
};

const pushAlarm: OutboxHandler = async (deps, { payload, seq }) => {
  await publishLive(deps, {
    event: 'alarm.changed',
    topic: boardOf(payload['unitId']),
    seq,
    data: {
      alarmId: String(payload['alarmId']),
      instrumentId: String(payload['instrumentId']),
      isOpen: payload['what'] !== 'ended' && payload['what'] !== 'closed',
    },
  });
};

/** What open phones of the staff hear of runs. */
export const monitoringLive: ReadonlyMap<string, OutboxHandler> = new Map([
  ['run.changed', pushRun],
  ['alarm.changed', pushAlarm],
]);
