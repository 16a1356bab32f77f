import { publishLive } from '../../infra/live-bus.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import type { RunState } from './domain/readings.ts';

const boardOf = (unitId: unknown) => `board:${String(unitId)}`;

/** To the unit's staff; to whoever watches the instrument, which anyone may, only where the unit showed it then. */
const pushRun: OutboxHandler = async (deps, { payload, seq }) => {
  const unitId = String(payload['unitId']);
  const instrumentId = String(payload['instrumentId']);
  const data = {
    instrumentId,
    state: payload['state'] as RunState,
    since: String(payload['since']),
  };
  await publishLive(deps, { event: 'run.changed', topic: boardOf(unitId), seq, data });
  if (payload['isShown'] !== true) return;
  const topic = `instrument:${instrumentId}`;
  await publishLive(deps, { event: 'run.changed', topic, seq, data });
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

const pushNote: OutboxHandler = async (deps, { payload, seq }) => {
  await publishLive(deps, {
    event: 'handover.changed',
    topic: boardOf(payload['unitId']),
    seq,
    data: { noteId: String(payload['noteId']) },
  });
};

/** What open phones of the staff hear of runs. */
export const monitoringLive: ReadonlyMap<string, OutboxHandler> = new Map([
  ['run.changed', pushRun],
  ['alarm.changed', pushAlarm],
  ['handover.changed', pushNote],
]);
