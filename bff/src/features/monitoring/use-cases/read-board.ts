import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { type Actor, may, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findUses, localDay } from '../../bookings/index.ts';
import { findShownAlarms } from '../alarms-repository.ts';
import { byGravity } from '../domain/alarms.ts';
import {
  countUnmonitored,
  findMonitored,
  findUnits,
  type Monitored,
  type UnitPlace,
} from '../fleet-repository.ts';
import {
  presentAlarm,
  presentBooked,
  presentMonitored,
  presentState,
  presentStretch,
  presentUnit,
} from '../presenter.ts';
import { findSegments } from '../segments-repository.ts';
import { readStates } from './latest-states.ts';
import { clipped, onSince, stretchesOf } from './read-run.ts';

/** Whose board somebody sees: all of the unit, or what their crews run. */
interface Wish {
  unit: UnitPlace;
  /** All that are theirs to ask for. */
  units: UnitPlace[];
  crewIds: string[] | undefined;
}

/** @throws Problem `resource.not_found` where there is no such unit, or none of it is theirs to see */
async function wishOf(deps: Deps, actor: Actor, unitId: string | undefined): Promise<Wish> {
  const crewIds = scopesFor(actor, 'getRunBoard', 'crew');
  const own = scopesFor(actor, 'getRunBoard', 'unit');
  const ofCrews = actor.crews.filter(({ id }) => crewIds.includes(id));
  const theirs = [...own, ...ofCrews.map((crew) => crew.unitId)];
  const asked = unitId ?? theirs[0];
  if (asked === undefined) throw new Problem('resource.not_found');
  const found = await findUnits(deps.db, [...new Set([...theirs, asked])]);
  const unit = found.find(({ id }) => id === asked);
  if (unit === undefined) throw new Problem('resource.not_found');
  const units = found.filter(({ id }) => theirs.includes(id));
  if (may(actor, 'getRunBoard', { unitId: unit.id, regionCode: unit.regionCode })) {
    return { unit, units, crewIds: undefined };
  }
  const mine = ofCrews.filter((crew) => crew.unitId === unit.id).map(({ id }) => id);
  if (mine.length === 0) throw new Problem('resource.not_found');
  return { unit, units, crewIds: mine };
}

/** Rooms as they follow one another in the list. */
function byRoom<T>(ones: readonly Monitored[], itemOf: (one: Monitored) => T) {
  const rooms = new Map<string, T[]>();
  for (const one of ones) rooms.set(one.room, [...(rooms.get(one.room) ?? []), itemOf(one)]);
  return [...rooms].map(([name, items]) => ({ name, items }));
}

/** What every instrument of a unit is doing, and did for a day: a handful of statements, however many there are. */
export async function readBoard(deps: Deps, actor: Actor, unitId: string | undefined) {
  const { crewIds, unit, units } = await wishOf(deps, actor, unitId);
  const now = deps.clock.now();
  const from = new Date(now.getTime() - DAY);
  const whose = { unitId: unit.id, crewIds };
  const [monitored, unmonitored] = await Promise.all([
    findMonitored(deps.db, whose),
    countUnmonitored(deps.db, whose),
  ]);
  const ids = monitored.map(({ id }) => id);
  const [rows, segments, uses, alarms] = await Promise.all([
    readStates(deps, ids),
    findSegments(deps.db, ids, from, now),
    findUses(deps.db, ids, from, now),
    findShownAlarms(deps.db, ids),
  ]);
  const states = new Map(rows.map((row) => [row.instrumentId, row]));
  const midnight = localDay(now, unit.timeZone).startMs;
  const span = { from: from.getTime(), to: now.getTime() };
  const counts = { on: 0, standby: 0, off: 0, offline: 0 };
  alarms.sort(byGravity);
  const itemOf = (one: Monitored) => {
    const state = presentState(states.get(one.id), one);
    counts[state.state] += 1;
    const own = clipped(segments.get(one.id) ?? [], span);
    return {
      instrument: presentMonitored(one),
      sensorCode: one.sensorCode,
      now: state,
      onTodaySeconds: onSince(own, midnight, now.getTime()),
      stretches: stretchesOf(own).map(presentStretch),
      bookings: uses.filter(({ instrumentId }) => instrumentId === one.id).map(presentBooked),
      alarms: alarms
        .filter(({ instrumentId }) => instrumentId === one.id)
        .map((alarm) => presentAlarm(alarm, actor)),
    };
  };
  const rooms = byRoom(monitored, itemOf);
  const isTaken = ({ takenById }: (typeof alarms)[number]) => Number(takenById !== null);
  return {
    at: now.toISOString(),
    from: from.toISOString(),
    unit: presentUnit(unit),
    units: units.map(presentUnit),
    isShown: unit.showsRuns,
    may: may(actor, 'setRunShowing', { unitId: unit.id }) ? ['show'] : [],
    counts,
    unmonitored,
    rooms,
    alarms: [...alarms]
      .sort((a, b) => isTaken(a) - isTaken(b) || byGravity(a, b))
      .map((alarm) => presentAlarm(alarm, actor)),
  };
}
