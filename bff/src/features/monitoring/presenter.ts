import { nameForReader } from '../../infra/current-request.ts';
import { type Actor, may } from '../../policy.ts';
import type { BookedUse } from '../bookings/index.ts';
import type { Alarm } from './alarms-repository.ts';
import type { SaidCorrection } from './corrections-repository.ts';
import { crossingOf } from './domain/borders.ts';
import { noDrift } from './domain/drift.ts';
import type { Model } from './domain/model.ts';
import { type RunState, USE_STATES } from './domain/readings.ts';
import { amperesOf, MAINS_VOLTS } from './domain/signal.ts';
import { isSure } from './domain/tracker.ts';
import { stillHeld } from './domain/words.ts';
import type { Monitored } from './fleet-repository.ts';
import type { HandoverNote } from './handover-repository.ts';
import type { LearnedModel } from './models-repository.ts';
import type { KeptState, StateRow } from './states-repository.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (at: Date | null) => at?.toISOString() ?? null;
/** Milliamperes are as fine as clamps read. */
const milli = (amperes: number) => Math.round(amperes * 1000) / 1000;
const percent = (share: number) => Math.round(share * 1000) / 1000;

/** Energy of a charge, Wh: one phase at the mains' voltage, as a clamp on one wire sees it; an estimate. */
export const wattHoursOf = (ampereHours: number): number =>
  Math.round(ampereHours * MAINS_VOLTS * 10) / 10;

/** What an instrument is doing; one that was never read is offline since its sensor was clipped on. */
export function presentState(row: StateRow | undefined, { boundAt }: Monitored) {
  const amperes = row?.state === 'offline' ? null : (row?.amperes ?? null);
  return {
    state: row?.state ?? 'offline',
    confidence: percent(row?.confidence ?? 1),
    isSure: isSure(row?.confidence ?? 1),
    since: (row?.since ?? boundAt).toISOString(),
    lastReadingAt: isoOrNull(row?.lastReadingAt ?? null),
    amperes: amperes === null ? null : milli(amperes),
  };
}

/** The same for everyone: nothing of the current. */
export function presentShown(row: StateRow | undefined, monitored: Monitored) {
  const { confidence, isSure, lastReadingAt, since, state } = presentState(row, monitored);
  return { state, confidence, isSure, since, lastReadingAt };
}

export const presentStretch = (one: { state: RunState; from: number; to: number }) => ({
  state: one.state,
  startsAt: iso(one.from),
  endsAt: iso(one.to),
});

export const presentBooked = ({ endsAt, id, startsAt }: BookedUse) => ({
  bookingId: id,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

export const presentMonitored = ({ id, model, name, nameEn, room }: Monitored) => ({
  id,
  name,
  nameEn,
  model,
  room,
});

export function presentAlarm(alarm: Alarm, actor: Actor) {
  const { crewId, unitId } = alarm;
  const isOver = alarm.endedAt !== null || alarm.dismissedAt !== null;
  const mine = may(actor, 'handleRunAlarm', { crewId, unitId }) && !isOver;
  return {
    id: alarm.id,
    kind: alarm.kind,
    severity: alarm.severity,
    instrument: {
      id: alarm.instrumentId,
      name: alarm.instrumentName,
      model: alarm.model,
      room: alarm.room,
    },
    sensorCode: alarm.sensorCode,
    beganAt: alarm.beganAt.toISOString(),
    endedAt: isoOrNull(alarm.endedAt ?? alarm.dismissedAt),
    booking:
      alarm.booking === null
        ? null
        : {
            ...alarm.booking,
            startsAt: alarm.booking.startsAt.toISOString(),
            endsAt: alarm.booking.endsAt.toISOString(),
          },
    amperes: alarm.amperes === null ? null : milli(alarm.amperes),
    takenBy: alarm.takenBy,
    takenAt: isoOrNull(alarm.takenAt),
    may: mine ? [...(alarm.takenById === actor.userId ? [] : ['take']), 'pass', 'close'] : [],
  };
}

export const presentBorders = ({ borders, resolution }: Model) =>
  borders.map((border) => ({
    below: border.below,
    above: border.above,
    amperes: milli(Math.max(0, amperesOf(crossingOf(border), resolution))),
  }));

/** Of a normal spread, nine in ten lie within. */
const NINE_IN_TEN = 1.645;

export function presentModel(
  { madeAt, model, reason, version }: LearnedModel,
  kept: KeptState | undefined,
) {
  const { from, levels, resolution, to } = model;
  const at = (signal: number) => milli(Math.max(0, amperesOf(signal, resolution)));
  const snapshot = kept?.kept.snapshot;
  const drift = snapshot?.model === to ? snapshot.drift : noDrift();
  return {
    version,
    madeAt: madeAt.toISOString(),
    reason,
    learnedFrom: model.isCold ? null : { from: iso(from), to: iso(to) },
    levels: levels.map((level) => ({
      state: level.state,
      amperes: milli(Math.max(0, level.amperes)),
      low: at(level.mean - NINE_IN_TEN * level.spread),
      high: at(level.mean + NINE_IN_TEN * level.spread),
      share: percent(level.share),
      confidence: percent(level.chances[USE_STATES.indexOf(level.state)] ?? 1),
    })),
    borders: presentBorders(model),
    drift: { gain: percent(drift.gain), offsetAmperes: milli(drift.offset) },
  };
}

export const presentCorrection = (said: SaidCorrection, now: Date, isMine: boolean) => ({
  id: said.id,
  from: said.startsAt.toISOString(),
  to: said.endsAt.toISOString(),
  state: said.state,
  byName: said.byName,
  at: said.saidAt.toISOString(),
  isExpired: !stillHeld({ at: said.aboutAt.getTime(), state: said.state }, now.getTime()),
  may: isMine ? ['withdraw'] : [],
});

export const presentNote = (note: HandoverNote) => ({
  id: note.id,
  text: note.text,
  instrument: note.instrument,
  crewName: note.crewName,
  writtenBy: note.writtenBy,
  writtenAt: note.writtenAt.toISOString(),
  doneBy: note.doneBy,
  doneAt: isoOrNull(note.doneAt),
});

export const presentUnit = (unit: { id: string; name: string; nameEn: string }) => ({
  id: unit.id,
  name: nameForReader(unit.name, unit.nameEn),
});
