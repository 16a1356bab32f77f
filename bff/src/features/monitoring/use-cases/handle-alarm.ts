import type { Deps } from '../../../deps.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { type Alarm, findAlarm, stepAlarm } from '../alarms-repository.ts';
import { presentAlarm } from '../presenter.ts';

export type AlarmStep = 'take' | 'pass' | 'close';

const WHAT: Record<AlarmStep, string> = { take: 'taken', pass: 'passed', close: 'closed' };

function changeOf(step: AlarmStep, actor: Actor, now: Date) {
  switch (step) {
    case 'take':
      return { takenBy: actor.userId, takenAt: now };
    case 'pass':
      return { takenBy: null, takenAt: null };
    case 'close':
      return { dismissedAt: now };
  }
}

/**
 * Somebody goes to look, passes it on to the others of the crew, or closes it: a closed one is not raised again while
 * its reason lasts.
 * @throws Problem `monitoring.alarm_not_found`, `request.stale` where it has ended or another was faster
 */
export async function handleAlarm(deps: Deps, actor: Actor, id: string, step: AlarmStep) {
  return await inTransaction(deps, async (trx) => {
    const alarm = await findAlarm(trx, id);
    const isKnown =
      alarm !== undefined &&
      may(actor, 'handleRunAlarm', { crewId: alarm.crewId, unitId: alarm.unitId });
    if (!isKnown) throw new Problem('monitoring.alarm_not_found');
    const change = changeOf(step, actor, deps.clock.now());
    if (!(await stepAlarm(trx, alarm, change))) throw new Problem('request.stale');
    await emit(deps, trx, {
      topic: 'alarm.changed',
      payload: {
        alarmId: id,
        instrumentId: alarm.instrumentId,
        unitId: alarm.unitId,
        kind: alarm.kind,
        what: WHAT[step],
        actorId: actor.userId,
      },
    });
    return presentAlarm((await findAlarm(trx, id)) as Alarm, actor);
  });
}
