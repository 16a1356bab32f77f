import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findUses } from '../../bookings/index.ts';
import { KEPT_MS, readingMeans } from '../../sensors/index.ts';
import { getInstrument } from '../../instruments/index.ts';
import { runDayOf, secondsIn } from '../domain/run-day.ts';
import { type KeptSegment, merged, type StoredSegment } from '../domain/timeline.ts';
import { findMonitored, type Monitored } from '../fleet-repository.ts';
import { presentBooked, presentStretch, wattHoursOf } from '../presenter.ts';
import { findDays, findSegments } from '../segments-repository.ts';

const MOST_SEGMENT_DAYS = 92;
const MOST_DAYS = 1_100;
const MOST_READING_DAYS = 31;
const MOST_POINTS = 1_500;
/** Hours that the national survey takes for a full year. */
const FULL_YEAR_HOURS = 1_600;
const DAYS_A_YEAR = 365;

/**
 * An instrument with its sensor, where this person may call `route` on it.
 * @throws Problem `instrument.not_found`, `access.forbidden`, `monitoring.no_sensor`
 */
export async function readMonitored(
  deps: Deps,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<Monitored> {
  const { crewId, regionCode, unitId } = await getInstrument(deps.db, id);
  if (!may(actor, route, { crewId, unitId, regionCode })) throw new Problem('access.forbidden');
  const [monitored] = await findMonitored(deps.db, { ids: [id] });
  if (monitored === undefined) throw new Problem('monitoring.no_sensor');
  return monitored;
}

/** @throws Problem `monitoring.span_too_long` */
function judgeSpan({ from, to }: { from: Date; to: Date }, mostDays: number): void {
  if (to.getTime() - from.getTime() > mostDays * DAY) throw new Problem('monitoring.span_too_long');
}

/** Stored segments as far as they lie in a span; an open one goes on until now. */
export function clipped(
  segments: readonly StoredSegment[],
  { from, to }: { from: number; to: number },
): KeptSegment[] {
  const inside = segments.flatMap((one): KeptSegment[] => {
    const [begin, end] = [Math.max(one.from, from), Math.min(one.to ?? to, to)];
    if (begin >= end) return [];
    const share = one.to === null ? 0 : (end - begin) / (one.to - one.from);
    return [{ ...one, from: begin, to: end, ampereHours: one.ampereHours * share }];
  });
  return inside;
}

/** One state after another, whoever judged them and when. */
export const stretchesOf = (segments: readonly KeptSegment[]) =>
  merged(segments.map((one) => ({ ...one, isSettled: true, isCorrected: false })));

const spanOf = (query: { from: string; to: string }) => ({
  from: new Date(query.from),
  to: new Date(query.to),
});

export async function listRunSegments(
  deps: Deps,
  actor: Actor,
  id: string,
  query: { from: string; to: string },
) {
  await readMonitored(deps, actor, id, 'listRunSegments');
  const { from, to } = spanOf(query);
  judgeSpan({ from, to }, MOST_SEGMENT_DAYS);
  const until = Math.min(to.getTime(), deps.clock.now().getTime());
  const found = (await findSegments(deps.db, [id], from, to)).get(id) ?? [];
  const segments = clipped(found, { from: from.getTime(), to: until });
  const uses = await findUses(deps.db, [id], from, to);
  return {
    items: segments.map((one) => ({
      ...presentStretch(one),
      confidence: Math.round(one.confidence * 1000) / 1000,
      isSettled: one.isSettled,
      isCorrected: one.isCorrected,
      meanAmperes: one.isSettled
        ? Math.round((one.ampereHours * 3.6e9) / (one.to - one.from)) / 1000
        : null,
      energyWh: wattHoursOf(one.ampereHours),
      bookingIds: uses
        .filter(({ endsAt, startsAt }) => +startsAt < one.to && +endsAt > one.from)
        .map((use) => use.id),
    })),
    seconds: secondsIn(segments, from.getTime(), until),
    bookings: uses.map(presentBooked),
  };
}

export async function listRunDays(
  deps: Deps,
  actor: Actor,
  id: string,
  { from, to }: { from: string; to: string },
) {
  await readMonitored(deps, actor, id, 'listRunDays');
  const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  if (days > MOST_DAYS) throw new Problem('monitoring.span_too_long');
  const found = await findDays(deps.db, id, from, to);
  const onHours = found.reduce((sum, { seconds }) => sum + seconds.on, 0) / 3600;
  const ampereHours = found.reduce((sum, one) => sum + one.ampereHours, 0);
  const full = (FULL_YEAR_HOURS / DAYS_A_YEAR) * Math.max(1, days);
  return {
    items: found.map(({ ampereHours: charge, day, seconds }) => ({
      day,
      seconds,
      energyWh: wattHoursOf(charge),
    })),
    effectiveHours: Math.round(onHours * 100) / 100,
    energyKwh: Math.round(wattHoursOf(ampereHours)) / 1000,
    utilisation: Math.round((onHours / full) * 1000) / 1000,
  };
}

export async function listReadings(
  deps: Deps,
  actor: Actor,
  id: string,
  query: { from: string; to: string; step?: number | undefined },
) {
  const { intervalMs } = await readMonitored(deps, actor, id, 'listReadings');
  const { from, to } = spanOf(query);
  judgeSpan({ from, to }, MOST_READING_DAYS);
  const seconds = (to.getTime() - from.getTime()) / 1000;
  const step = Math.max(query.step ?? 1, Math.ceil(seconds / MOST_POINTS), 1);
  const span = { from: from.getTime(), to: to.getTime(), stepMs: step * 1000 };
  // A day early: whole days of readings go at once.
  const readTo = deps.clock.now().getTime() - KEPT_MS + DAY;
  const points = await readingMeans(deps.db, id, span, readTo);
  const milli = (amperes: number) => Math.round(amperes * 1000) / 1000;
  return {
    step,
    intervalSeconds: intervalMs / 1000,
    points: points.map((point) => [point.step * step, milli(point.mean), milli(point.highest)]),
  };
}

/** Seconds on since the midnight of its unit, by what is known now. */
export const onSince = (segments: readonly KeptSegment[], midnight: number, now: number): number =>
  runDayOf({ date: '', startMs: midnight, endMs: now }, segments).seconds.on;
