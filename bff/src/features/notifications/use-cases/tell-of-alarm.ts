import type { OutboxHandler } from '../../../infra/outbox.ts';
import { findPerson } from '../../identity/index.ts';
import { findAlarm } from '../../monitoring/index.ts';
import { isNoticeKind } from '../domain/notice-words.ts';
import { findCrew } from './tell-of-booking.ts';
import { writeNotices } from './write-notices.ts';

/** Tells the crew of an alarm that was raised, and the others of one that somebody passes on. */
export const tellOfAlarm: OutboxHandler = async (deps, event) => {
  const { actorId, alarmId, what } = event.payload;
  const alarm = await findAlarm(deps.db, String(alarmId));
  if (alarm === undefined) return;
  const kind = what === 'passed' ? 'alarm.passed' : `alarm.${alarm.kind}`;
  if (!['raised', 'passed'].includes(String(what)) || !isNoticeKind(kind)) return;
  const passer = typeof actorId === 'string' ? await findPerson(deps.db, actorId) : undefined;
  const params = {
    who: passer?.name ?? alarm.booking?.ownerName ?? null,
    instrument: `${alarm.instrumentName} ${alarm.model}`,
    startsAt: alarm.booking?.startsAt.toISOString() ?? null,
    endsAt: alarm.booking?.endsAt.toISOString() ?? null,
    until: alarm.beganAt.toISOString(),
    timeZone: alarm.timeZone,
  };
  const crew = await findCrew(deps, alarm);
  await writeNotices(
    deps,
    event,
    crew
      .filter((userId) => userId !== actorId)
      .map((userId) => ({
        userId,
        kind,
        params,
        bookingId: null,
        instrumentId: alarm.instrumentId,
      })),
  );
};
