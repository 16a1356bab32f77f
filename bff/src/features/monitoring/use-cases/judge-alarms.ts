import type { Deps } from '../../../deps.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import { underLease } from '../../../infra/lease.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type BookedUse, findClosedTimes, findUses } from '../../bookings/index.ts';
import { endAlarm, findOpenAlarms, insertAlarms, type OpenAlarm } from '../alarms-repository.ts';
import { alarmsOf, type Closed, type Situation, type Use, type Wanted } from '../domain/alarms.ts';
import { isSure } from '../domain/tracker.ts';
import type { Watched } from '../domain/watched.ts';
import { findInRepair } from '../fleet-repository.ts';
import { findSegments } from '../segments-repository.ts';
import type { Leadership } from './write-changes.ts';

const AT_ONCE = 500;

const PROGRESS: Partial<Record<BookedUse['state'], Use['progress']>> = {
  confirmed: 'awaited',
  in_use: 'in_use',
  no_show: 'missed',
};

const toUse = (booked: BookedUse): Use => ({
  id: booked.id,
  startsAt: booked.startsAt.getTime(),
  endsAt: booked.endsAt.getTime(),
  progress: PROGRESS[booked.state] ?? 'done',
});

const grouped = <T extends { instrumentId: string }>(all: readonly T[]) => {
  const map = new Map<string, T[]>();
  for (const one of all) map.set(one.instrumentId, [...(map.get(one.instrumentId) ?? []), one]);
  return map;
};

/** Situations of some instruments, as alarms ask for them. */
async function situationsOf(
  deps: Deps,
  watched: readonly Watched[],
  inRepair: ReadonlySet<string>,
): Promise<Map<string, Situation>> {
  const now = deps.clock.now();
  const ids = watched.map(({ instrumentId }) => instrumentId);
  const [from, to] = [later(now, -DAY), later(now, MINUTE)];
  const uses = grouped(await findUses(deps.db, ids, from, to));
  const closed = grouped(await findClosedTimes(deps.db, ids, now, to));
  const awaited = ids.filter((id) => uses.get(id)?.some(({ state }) => state === 'confirmed'));
  const segments = await findSegments(deps.db, awaited, from, to);
  return new Map(
    watched.map(({ instrumentId: id, tracker }) => {
      const { amperes, confidence, since, state } = tracker.now;
      const situation: Situation = {
        state,
        since,
        amperes,
        isConfident: isSure(confidence),
        hasReadings: tracker.last !== null,
        wasOnSince: (instant) =>
          (segments.get(id) ?? []).some(
            (one) => one.state === 'on' && (one.to ?? Infinity) > instant,
          ),
        isInRepair: inRepair.has(id),
        ...tracker.odd,
        uses: (uses.get(id) ?? []).map(toUse),
        closed: (closed.get(id) ?? []).map(({ endsAt, kind, startsAt }): Closed => ({
          kind,
          startsAt: startsAt.getTime(),
          endsAt: endsAt.getTime(),
        })),
      };
      return [id, situation];
    }),
  );
}

interface Turn {
  raised: { instrumentId: string; unitId: string; wanted: Wanted }[];
  over: OpenAlarm[];
}

async function write(deps: Deps, lease: Leadership, { over, raised }: Turn): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps, async (trx) => {
    await underLease(trx, lease);
    const toldOf = (alarm: Omit<OpenAlarm, 'bookingId'>, what: 'raised' | 'ended') => ({
      topic: 'alarm.changed',
      payload: {
        alarmId: alarm.id,
        instrumentId: alarm.instrumentId,
        unitId: alarm.unitId,
        kind: alarm.kind,
        what,
        actorId: null,
      },
    });
    const ended = [];
    for (const alarm of over) if (await endAlarm(trx, alarm.id, now)) ended.push(alarm);
    const begun = raised.map(({ instrumentId, unitId, wanted }) => {
      return { ...wanted, id: deps.newId(), instrumentId, unitId };
    });
    await insertAlarms(trx, begun);
    await emit(
      deps,
      trx,
      ...ended.map((alarm) => toldOf(alarm, 'ended')),
      ...begun.map((alarm) => toldOf(alarm, 'raised')),
    );
  });
}

const keyOf = (id: string, kind: string, bookingId: string | null) =>
  `${id} ${kind} ${bookingId ?? ''}`;

/**
 * Raises the alarms that have a reason now, once each while it lasts, and ends those whose reason is over.
 * @throws LeaseLost
 */
export async function judgeAlarms(
  deps: Deps,
  lease: Leadership,
  watched: ReadonlyMap<string, Watched>,
): Promise<void> {
  const now = deps.clock.now().getTime();
  const open = await findOpenAlarms(deps.db);
  const isOpen = new Set(open.map((one) => keyOf(one.instrumentId, one.kind, one.bookingId)));
  const wantedKeys = new Set<string>();
  const raised: Turn['raised'] = [];
  const all = [...watched.values()];
  const inRepair = await findInRepair(deps.db);
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const situations = await situationsOf(deps, some, inRepair);
    for (const { instrumentId, unitId } of some) {
      const situation = situations.get(instrumentId);
      for (const wanted of situation === undefined ? [] : alarmsOf(situation, now)) {
        const key = keyOf(instrumentId, wanted.kind, wanted.bookingId);
        wantedKeys.add(key);
        if (!isOpen.has(key)) raised.push({ instrumentId, unitId, wanted });
      }
    }
  }
  const over = open.filter(
    (one) => !wantedKeys.has(keyOf(one.instrumentId, one.kind, one.bookingId)),
  );
  if (raised.length > 0 || over.length > 0) await write(deps, lease, { raised, over });
}
